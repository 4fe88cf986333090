import type { Json } from "../../edit/json.ts";
import type { PathStep } from "../tree/find-node.ts";
import type { LocatedEntry, LocatedMap, LocatedNode } from "../tree/located.ts";
import { endBeforeBreaks, entryEnd } from "../tree/node-end.ts";
import { blockStyle } from "./block-style.ts";
import { blockText } from "./block-text.ts";
import { flowLines, flowStyle } from "./flow-style.ts";
import { flowText } from "./flow-text.ts";
import { linesAfter, type PendingSplice } from "./pending-splice.ts";
import { scalarText } from "./scalar-text.ts";

/**
 * Gives an entry another value: below its key where that is a map or a list in block style, else in
 * step.
 *
 * @param steps - the way to the map
 */
export function replaceValue(
  text: string,
  map: LocatedMap,
  entry: LocatedEntry,
  value: Json,
  steps: readonly PathStep[],
): readonly PendingSplice[] {
  const depth = steps.length + 1;
  if (typeof value !== "object" || value === null) {
    return [inPlace(text, entry, scalarText(value), depth)];
  }
  if (map.flow) {
    const style = flowStyle(text, map, steps);
    const lines = style.quoted ? flowLines(text, map) : undefined;
    const inner = lines && { ...lines, indent: lines.indent + lines.unit };
    return [inPlace(text, entry, flowText(value, style, inner), depth)];
  }
  const style = blockStyle(map, steps);
  const lines = (newline: string) => blockText(value, map.column, style, newline);
  const added = linesAfter(text, entryEnd(entry), lines, depth);
  if (entry.value === undefined) return [added];
  const offset = valueStart(text, entry, entry.value);
  const remove = entry.value.end - offset;
  return remove === 0 ? [added] : [{ offset, remove, insert: "", depth }, added];
}

/** Text right behind the colon, or instead of what stands there. */
function inPlace(text: string, entry: LocatedEntry, insert: string, depth: number): PendingSplice {
  const { keyEnd, value } = entry;
  if (value === undefined) {
    const start = text[keyEnd - 1] === ":" ? " " : ": ";
    return { offset: keyEnd, remove: 0, insert: start + insert, depth };
  }
  const isBlock = (value.type === "map" || value.type === "list") && !value.flow;
  const hasTag = text.slice(keyEnd, value.start).includes("!");
  const end = endBeforeBreaks(text, value.end);
  if (!isBlock && !hasTag) {
    return { offset: value.start, remove: end - value.start, insert, depth };
  }
  return { offset: keyEnd, remove: end - keyEnd, insert: ` ${insert}`, depth };
}

/** Where a value begins, the blanks before it included, but not its anchor. */
function valueStart(text: string, entry: LocatedEntry, value: LocatedNode): number {
  return entry.keyEnd + text.slice(entry.keyEnd, value.start).trimEnd().length;
}
