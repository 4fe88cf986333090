import type { TextEdit } from "../text/text-edit.ts";
import { lineBreakAt, lineStart } from "../text/text-lines.ts";
import { endOf, type LocatedItem, type LocatedList } from "../tree/located.ts";
import { afterNode } from "./line-edits.ts";

/** Removes an item from a list: in a block list, all of its lines. */
export function removeItem(
  text: string,
  { flow, items, end }: LocatedList,
  index: number,
): TextEdit {
  const item = items[index] as LocatedItem;
  if (!flow) return linesRemoved(text, item.start, endOf(item));
  const previous = items[index - 1];
  const from = previous === undefined ? item.start : endOf(previous);
  const to = previous === undefined ? (items[index + 1]?.start ?? end - 1) : endOf(item);
  return { offset: from, remove: to - from, insert: "" };
}

/** Removes the lines of a node. */
function linesRemoved(text: string, start: number, end: number): TextEdit {
  const from = lineStart(text, start);
  const next = afterNode(text, end);
  if (next > 0) return { offset: from, remove: next - from, insert: "" };
  // At the end of a text without a final line break, the line break before them goes.
  const offset = from - lineBreakAt(text, from).length;
  return { offset, remove: text.length - offset, insert: "" };
}
