import type { Json } from "../../edit/json.ts";
import { columnOf, lineEnd, newlineBefore } from "../text/text-lines.ts";
import type { PathStep } from "../tree/find-node.ts";
import type { LocatedItem, LocatedList, LocatedNode } from "../tree/located.ts";
import { endBeforeBreaks, entryEnd } from "../tree/node-end.ts";
import { itemsText } from "./block-text.ts";
import { flowLines, flowStyle } from "./flow-style.ts";
import { flowText } from "./flow-text.ts";
import type { PendingSplice } from "./pending-splice.ts";

/**
 * Puts another map into the step of an item; of a block map whose `name` comes first, and stays,
 * only what follows that is replaced.
 *
 * @param steps - the way to the list
 */
export function replaceItem(
  text: string,
  list: LocatedList,
  index: number,
  value: { readonly [key: string]: Json },
  steps: readonly PathStep[],
): readonly PendingSplice[] {
  const depth = steps.length + 1;
  const { value: there } = list.items[index] as LocatedItem;
  if (there === undefined) return [];
  const { start } = there;
  if (list.flow || (there.type === "map" && there.flow)) {
    const map = there.type === "map" ? there : undefined;
    const style = flowStyle(text, map ?? list, steps);
    const insert = flowText(value, style, map && flowLines(text, map));
    return [{ offset: start, remove: there.end - start, insert, depth }];
  }
  const dashWidth = columnOf(text, start) - list.column;
  const newline = newlineBefore(text, start);
  const style = { listIndent: 0, mapIndent: 2, dashWidth };
  const lines = itemsText([value], list.column, style, newline);
  const nameEnd = keptNameEnd(there, value["name"]);
  const offset = nameEnd === undefined ? start : lineEnd(text, nameEnd);
  const insert =
    nameEnd === undefined
      ? lines.slice(list.column + dashWidth)
      : lines.slice(lines.indexOf(newline));
  return [{ offset, remove: endBeforeBreaks(text, there.end) - offset, insert, depth }];
}

/** Where the name ends that an item begins with, if it is the one to stay. */
function keptNameEnd(there: LocatedNode, name: unknown): number | undefined {
  const first = there.type === "map" ? there.entries[0] : undefined;
  const isKept =
    first?.key === "name" && first.value?.type === "scalar" && first.value.value === name;
  return isKept ? entryEnd(first) : undefined;
}
