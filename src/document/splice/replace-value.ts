import type { Json } from "../../edit/json.ts";
import type { TextEdit } from "../text/text-edit.ts";
import { endBeforeBreaks, lineEnd } from "../text/text-lines.ts";
import type { PathStep } from "../tree/find-node.ts";
import { endOf, type LocatedItem, type LocatedMap } from "../tree/located.ts";
import { blockStyle } from "./block-style.ts";
import { blockText } from "./block-text.ts";
import { keepComments } from "./comments.ts";
import { flowStyle, valueLines } from "./flow-style.ts";
import { flowText } from "./flow-text.ts";
import { linesAfter } from "./line-edits.ts";
import { scalarText } from "./scalar-text.ts";

/**
 * Replaces the value of an entry: below its key if the new value is a map or a list in block style, else
 * in place.
 *
 * @param steps - the path to the map
 */
export function replaceValue(
  text: string,
  map: LocatedMap,
  entry: LocatedItem,
  value: Json,
  steps: readonly PathStep[],
): readonly TextEdit[] {
  if (typeof value !== "object" || value === null) {
    return [inPlace(text, entry, scalarText(value))];
  }
  if (map.flow) {
    const style = flowStyle(text, map, steps);
    return [inPlace(text, entry, flowText(value, style, valueLines(text, map, style)))];
  }
  const added = linesAfter(
    text,
    endOf(entry),
    blockText(value, map.column, blockStyle(map, steps)),
  );
  if (entry.value === undefined) return [added];
  // The blanks before the old value go, and its anchor stays.
  const { valueFrom } = entry;
  const offset = valueFrom + text.slice(valueFrom, entry.value.start).trimEnd().length;
  const end = entry.value.end;
  const after = /^[ \t]*/.exec(text.slice(end, lineEnd(text, end)))?.[0].length ?? 0;
  // Neither do the blanks after it stay, unless they precede a comment.
  const isLast = end + after === lineEnd(text, end);
  const remove = (isLast ? end + after : end) - offset;
  if (remove === 0) return [added];
  return [keepComments(text, { offset, remove, insert: "" }, [entry]), added];
}

/** Writes text after the colon, in place of the old value. */
function inPlace(text: string, entry: LocatedItem, insert: string): TextEdit {
  const { valueFrom, value } = entry;
  if (value === undefined) {
    const lead = text[valueFrom - 1] === ":" ? " " : ": ";
    return { offset: valueFrom, remove: 0, insert: lead + insert };
  }
  const isBlock = (value.type === "map" || value.type === "list") && !value.flow;
  const hasTag = text.slice(valueFrom, value.start).includes("!");
  const end = endBeforeBreaks(text, value.end);
  const edit =
    isBlock || hasTag
      ? { offset: valueFrom, remove: end - valueFrom, insert: ` ${insert}` }
      : { offset: value.start, remove: end - value.start, insert };
  return keepComments(text, edit, [entry]);
}
