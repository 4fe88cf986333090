import type { Json } from "../../edit/json.ts";
import type { TextEdit } from "../text/text-edit.ts";
import { columnOf, endBeforeBreaks, lineEnd } from "../text/text-lines.ts";
import type { PathStep } from "../tree/find-node.ts";
import { endOf, type LocatedItem, type LocatedList, type LocatedNode } from "../tree/located.ts";
import { itemsText } from "./block-text.ts";
import { flowLines, flowStyle } from "./flow-style.ts";
import { flowText } from "./flow-text.ts";

/**
 * Replaces the map of an item. If a block map begins with its `name`, and keeps it, only what follows is
 * replaced.
 *
 * @param steps - the path to the list
 */
export function replaceItem(
  text: string,
  list: LocatedList,
  { value: old }: LocatedItem,
  value: { readonly [key: string]: Json },
  steps: readonly PathStep[],
): readonly TextEdit[] {
  if (old === undefined) return [];
  const { start } = old;
  if (list.flow || (old.type === "map" && old.flow)) {
    const map = old.type === "map" ? old : undefined;
    const style = flowStyle(text, map ?? list, steps);
    const insert = flowText(value, style, map && flowLines(text, map));
    return [{ offset: start, remove: old.end - start, insert }];
  }
  const dashWidth = columnOf(text, start) - list.column;
  const lines = itemsText([value], list.column, { listIndent: 0, mapIndent: 2, dashWidth });
  const nameEnd = keptNameEnd(old, value["name"]);
  const offset = nameEnd === undefined ? start : lineEnd(text, nameEnd);
  const insert = lines.slice(nameEnd === undefined ? list.column + dashWidth : lines.indexOf("\n"));
  return [{ offset, remove: endBeforeBreaks(text, old.end) - offset, insert }];
}

/** Where the name ends that a map begins with, if it is the new one. */
function keptNameEnd(map: LocatedNode, name: unknown): number | undefined {
  const first = map.type === "map" ? map.entries[0] : undefined;
  const isKept =
    first?.key === "name" && first.value?.type === "scalar" && first.value.value === name;
  return isKept ? endOf(first) : undefined;
}
