import { lineEnd, lineStart, newlineBefore } from "../text/text-lines.ts";
import type { LocatedItem, LocatedList } from "../tree/located.ts";
import { itemEnd } from "../tree/node-end.ts";
import { isFirstOnLine } from "./flow-style.ts";
import type { PendingSplice } from "./pending-splice.ts";

/** Takes an item out of a list; `undefined` where it has no line of its own. */
export function removeItem(
  text: string,
  list: LocatedList,
  index: number,
  depth: number,
): readonly PendingSplice[] | undefined {
  const item = list.items[index] as LocatedItem;
  if (!list.flow) {
    if (!isFirstOnLine(text, item.start)) return undefined;
    return [removedLines(text, item.start, itemEnd(item), depth)];
  }
  const previous = list.items[index - 1];
  const next = list.items[index + 1];
  const offset = previous === undefined ? item.start : flowItemEnd(previous);
  const end = previous === undefined ? (next?.start ?? list.end - 1) : flowItemEnd(item);
  return [{ offset, remove: end - offset, insert: "", depth }];
}

function flowItemEnd(item: LocatedItem): number {
  return item.value?.end ?? item.start;
}

/** The lines of a node, with the break behind the last; at the end of a text, with that before. */
function removedLines(text: string, start: number, end: number, depth: number): PendingSplice {
  const from = lineStart(text, start);
  if (text[end - 1] === "\n") return { offset: from, remove: end - from, insert: "", depth };
  const next = text.indexOf("\n", lineEnd(text, end)) + 1;
  if (next > 0) return { offset: from, remove: next - from, insert: "", depth };
  const before = from - newlineBefore(text, from).length;
  return { offset: before, remove: text.length - before, insert: "", depth };
}
