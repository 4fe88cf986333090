import type { Json } from "../../edit/json.ts";
import type { TextEdit } from "../text/text-edit.ts";
import { isFirstOnLine } from "../text/text-lines.ts";
import type { PathStep } from "../tree/find-node.ts";
import { endOf, type LocatedEntry, type LocatedMap } from "../tree/located.ts";
import { blockStyle } from "./block-style.ts";
import { entriesText } from "./block-text.ts";
import { flowStyle, valueLines } from "./flow-style.ts";
import { flowEntryText } from "./flow-text.ts";
import { type InsertionPoint, insertInFlow } from "./insert-in-flow.ts";
import { linesAfter, linesBefore } from "./line-edits.ts";

type NewEntry = readonly [key: string, value: Json];

/**
 * Inserts entries into a map that is not empty, in its own style.
 *
 * @param steps - the path to the map
 */
export function insertEntries(
  text: string,
  map: LocatedMap,
  entries: readonly NewEntry[],
  steps: readonly PathStep[],
  point: InsertionPoint<LocatedEntry> = pointFor(text, map, entries[0]),
): readonly TextEdit[] {
  if (map.flow) {
    const style = flowStyle(text, map, steps);
    const inner = valueLines(text, map, style);
    const children = entries.map(([key, value]) => flowEntryText(key, value, style, inner));
    return insertInFlow(text, point, children, style);
  }
  const lines = entriesText(entries, map.column, blockStyle(map, steps));
  if ("after" in point) return [linesAfter(text, endOf(point.after), lines)];
  const previous = map.entries[map.entries.indexOf(point.before) - 1];
  const notBefore = previous === undefined ? 0 : endOf(previous);
  return [linesBefore(text, point.before.start, notBefore, lines)];
}

/**
 * Where a new entry goes. Variables (a list) go before the resources and the comments above them, or
 * after resources that follow a dash; a value goes after its name; everything else goes to the end.
 */
function pointFor(
  text: string,
  { flow, entries }: LocatedMap,
  [key, value]: NewEntry | [] = [],
): InsertionPoint<LocatedEntry> {
  const last = entries.at(-1) as LocatedEntry;
  if (key === "value") return { after: entries.find((entry) => entry.key === "name") ?? last };
  const resources = Array.isArray(value) ? entries.find(isAboutResources) : undefined;
  if (resources === undefined) return { after: last };
  const hasOwnLine = flow || isFirstOnLine(text, resources.start);
  return hasOwnLine ? { before: resources } : { after: resources };
}

/** `resources`, or the field that has its role in a container with other fields. */
function isAboutResources({ key, merge }: LocatedEntry): boolean {
  return merge !== true && (key.startsWith("resources") || key === "gpu");
}
