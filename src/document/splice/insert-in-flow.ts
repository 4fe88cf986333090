import type { TextEdit } from "../text/text-edit.ts";
import { blanksBefore, isFirstOnLine, lineEnd } from "../text/text-lines.ts";
import { endOf, type LocatedItem } from "../tree/located.ts";
import type { FlowStyle } from "./flow-text.ts";

/** Where to insert into a collection: before or after an item. */
export type InsertionPoint<Item extends LocatedItem = LocatedItem> =
  | { readonly before: Item }
  | { readonly after: Item };

/** The end of a line after its last item: a comma, perhaps, and a comment. */
const COMMENT = /^[ \t]*(,?)[ \t]*#/;

/** Inserts rendered items into a flow collection. */
export function insertInFlow(
  text: string,
  point: InsertionPoint,
  children: readonly string[],
  style: FlowStyle,
): readonly TextEdit[] {
  const at = "before" in point ? point.before : point.after;
  const hasOwnLine = isFirstOnLine(text, at.start);
  const separator = hasOwnLine ? `,\n${blanksBefore(text, at.start)}` : style.comma;
  const items = children.join(separator);
  if ("before" in point) return [{ offset: at.start, remove: 0, insert: items + separator }];
  const end = endOf(at);
  // kubectl takes a comma that touches a colon for a part of the key.
  const lead = text[end - 1] === ":" ? " " : "";
  const stop = lineEnd(text, end);
  const comment = hasOwnLine ? COMMENT.exec(text.slice(end, stop)) : null;
  if (comment === null) return [{ offset: end, remove: 0, insert: lead + separator + items }];
  // The comma goes before the comment on the line of the last item.
  const lines = separator.slice(1) + items;
  if (comment[1] === ",") return [{ offset: stop, remove: 0, insert: `${lines},` }];
  return [
    { offset: end, remove: 0, insert: `${lead},` },
    { offset: stop, remove: 0, insert: lines },
  ];
}
