import type { Json } from "../../edit/json.ts";
import { newlineBefore } from "../text/text-lines.ts";
import type { PathStep } from "../tree/find-node.ts";
import type { LocatedEntry, LocatedMap } from "../tree/located.ts";
import { entryEnd } from "../tree/node-end.ts";
import { blockStyle } from "./block-style.ts";
import { entriesText } from "./block-text.ts";
import { blanksBefore, flowLines, flowStyle, isFirstOnLine } from "./flow-style.ts";
import { entryText } from "./flow-text.ts";
import { insertInFlow } from "./insert-in-flow.ts";
import { linesAfter, linesBefore, type PendingSplice } from "./pending-splice.ts";

/** New entries of one map. */
export interface NewEntries {
  readonly map: LocatedMap;
  /** The way to the map. */
  readonly steps: readonly PathStep[];
  readonly entries: readonly (readonly [key: string, value: Json])[];
  /** The entry to go behind; by default, `positionFor` decides. */
  readonly after?: LocatedEntry;
}

type Position = { readonly before: LocatedEntry } | { readonly after: LocatedEntry | undefined };

/** Puts new entries into a map, in its own style. */
export function insertEntries(text: string, added: NewEntries): readonly PendingSplice[] {
  const { map, steps } = added;
  const position = added.after === undefined ? positionFor(text, added) : { after: added.after };
  const depth = steps.length;
  if (map.flow) return insertFlowEntries(text, added, position);
  const style = blockStyle(map, steps);
  const lines = (newline: string) => entriesText(added.entries, map.column, style, newline);
  if ("after" in position) {
    const end = position.after === undefined ? map.end : entryEnd(position.after);
    return [linesAfter(text, end, lines, depth)];
  }
  const { before } = position;
  const previous = map.entries[map.entries.indexOf(before) - 1];
  const notBefore = previous === undefined ? 0 : entryEnd(previous);
  return [linesBefore(text, before.keyStart, notBefore, lines, depth)];
}

function insertFlowEntries(
  text: string,
  { map, steps, entries }: NewEntries,
  position: Position,
): readonly PendingSplice[] {
  const style = flowStyle(text, map, steps);
  const lines = flowLines(text, map);
  const inner = lines && style.quoted ? { ...lines, indent: lines.indent + lines.unit } : undefined;
  const children = entries.map(([key, value]) => entryText(key, value, style, inner));
  const depth = steps.length;
  if ("after" in position) {
    const last = position.after ?? map.entries.at(-1);
    const span = last && { start: last.keyStart, end: entryEnd(last) };
    return insertInFlow(text, map, span, children, style, depth);
  }
  const { keyStart } = position.before;
  if (!isFirstOnLine(text, keyStart)) {
    const insert = children.map((child) => child + style.comma).join("");
    return [{ offset: keyStart, remove: 0, insert, depth }];
  }
  const indent = blanksBefore(text, keyStart);
  const newline = newlineBefore(text, keyStart);
  const insert = children.map((child) => `${child},${newline}${indent}`).join("");
  return [{ offset: keyStart, remove: 0, insert, depth }];
}

/**
 * Where a new entry goes. Variables (a list) go before the resources and the comments above those,
 * or behind them where they stand first behind a dash; a value goes behind its name; all else goes
 * to the end.
 */
function positionFor(text: string, { map, entries }: NewEntries): Position {
  const [key, value] = entries[0] ?? [];
  if (key === "value") return { after: map.entries.find((entry) => entry.key === "name") };
  const resources = Array.isArray(value) ? map.entries.find(isAboutResources) : undefined;
  if (resources === undefined) return { after: map.entries.at(-1) };
  const movable = map.flow || isFirstOnLine(text, resources.keyStart);
  return movable ? { before: resources } : { after: resources };
}

/** `resources`, or what stands in for them in a container of another shape. */
function isAboutResources({ key, merge }: LocatedEntry): boolean {
  return merge !== true && (key.startsWith("resources") || key === "gpu");
}
