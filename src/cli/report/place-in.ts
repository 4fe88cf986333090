import type { Position } from "../../result/issue.ts";
import type { Place } from "./finding.ts";

/** The place of a position in a text that is at hand. */
export function placeIn(file: string, text: string, position: Position | undefined): Place {
  if (position === undefined) return { file };
  const { line, column } = position;
  return { file, line, column, text: text.split(/\r?\n/, line)[line - 1] ?? "" };
}
