import { lineEnd, newlineBefore } from "../text/text-lines.ts";
import type { LocatedList, LocatedMap } from "../tree/located.ts";
import { blanksBefore, isFirstOnLine } from "./flow-style.ts";
import type { FlowStyle } from "./flow-text.ts";
import type { PendingSplice } from "./pending-splice.ts";

/** What may follow the last item on its line: a comma, a comment. */
const COMMENT_BEHIND = /^[ \t]*(,?)[ \t]*#/;

/** Puts rendered items behind one of a flow collection, or into an empty one. */
export function insertInFlow(
  text: string,
  collection: LocatedMap | LocatedList,
  after: { readonly start: number; readonly end: number } | undefined,
  children: readonly string[],
  style: FlowStyle,
  depth: number,
): readonly PendingSplice[] {
  if (after === undefined) {
    const padding = collection.type === "map" ? style.padding : "";
    const inner = `${padding}${children.join(style.comma)}${padding}`;
    const offset = collection.start + 1;
    return [{ offset, remove: collection.end - 1 - offset, insert: inner, depth }];
  }
  const { start, end } = after;
  if (!isFirstOnLine(text, start)) {
    const insert = children.map((child) => style.comma + child).join("");
    return [{ offset: end, remove: 0, insert, depth }];
  }
  const between = newlineBefore(text, start) + blanksBefore(text, start);
  const lines = children.map((child) => between + child).join(",");
  const behind = lineEnd(text, end);
  const comment = COMMENT_BEHIND.exec(text.slice(end, behind));
  if (comment === null) return [{ offset: end, remove: 0, insert: `,${lines}`, depth }];
  if (comment[1] === ",") return [{ offset: behind, remove: 0, insert: `${lines},`, depth }];
  return [
    { offset: end, remove: 0, insert: ",", depth },
    { offset: behind, remove: 0, insert: lines, depth },
  ];
}
