import type { Json } from "../../edit/json.ts";
import type { TextEdit } from "../text/text-edit.ts";
import { columnOf, endBeforeBreaks, lineEnd } from "../text/text-lines.ts";
import type { PathStep } from "../tree/find-node.ts";
import { endOf, type LocatedItem, type LocatedList } from "../tree/located.ts";
import { itemsText } from "./block-text.ts";
import { keepComments } from "./comments.ts";
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
  item: LocatedItem,
  value: { readonly [key: string]: Json },
  steps: readonly PathStep[],
): readonly TextEdit[] {
  const old = item.value;
  if (old === undefined) return [];
  const { start } = old;
  if (list.flow || (old.type === "map" && old.flow)) {
    const map = old.type === "map" ? old : undefined;
    const style = flowStyle(text, map ?? list, steps);
    const insert = flowText(value, style, map && flowLines(text, map));
    return [keepComments(text, { offset: start, remove: old.end - start, insert }, [item])];
  }
  const dashWidth = columnOf(text, start) - list.column;
  const lines = itemsText([value], list.column, { listIndent: 0, mapIndent: 2, dashWidth });
  const first = old.type === "map" ? old.entries[0] : undefined;
  const keepsName =
    first?.key === "name" && first.value?.type === "scalar" && first.value.value === value["name"];
  const offset = keepsName ? lineEnd(text, endOf(first)) : start;
  const insert = lines.slice(keepsName ? lines.indexOf("\n") : list.column + dashWidth);
  const edit = { offset, remove: endBeforeBreaks(text, old.end) - offset, insert };
  return [keepComments(text, edit, [item])];
}
