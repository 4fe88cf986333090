import type { TextEdit } from "../text/text-edit.ts";
import { blanksBefore, isFirstOnLine, lineBreakAt, lineStart } from "../text/text-lines.ts";
import { endOf, itemsOf, type LocatedCollection, type LocatedItem } from "../tree/located.ts";
import { commentsIn } from "./comments.ts";
import { afterNode } from "./line-edits.ts";

/** Items that follow one another in a collection, with what is before and after them. */
interface Span {
  readonly items: readonly [LocatedItem, ...LocatedItem[]];
  readonly start: number;
  readonly end: number;
  readonly previous: LocatedItem | undefined;
  readonly next: LocatedItem | undefined;
}

/**
 * Removes items of a list, or entries of a map; a block collection loses whole lines. Comments among them
 * stay, each on a line of its own.
 *
 * @returns `undefined` for a block collection that would be left empty
 */
export function removeItems(
  text: string,
  collection: LocatedCollection,
  removed: ReadonlySet<LocatedItem>,
): readonly TextEdit[] | undefined {
  if (!collection.flow && removed.size === itemsOf(collection).length) return undefined;
  return spansOf(collection, removed).flatMap((span) =>
    collection.flow
      ? removedInFlow(text, span, collection.end - 1)
      : removedInBlock(text, span, collection.column),
  );
}

function spansOf(collection: LocatedCollection, removed: ReadonlySet<LocatedItem>): Span[] {
  const all = itemsOf(collection);
  const spans: Span[] = [];
  let first = 0;
  all.forEach((item, index) => {
    if (!removed.has(item)) first = index + 1;
    else if (!removed.has(all[index + 1] as LocatedItem)) {
      spans.push({
        items: all.slice(first, index + 1) as unknown as Span["items"],
        start: (all[first] as LocatedItem).start,
        end: endOf(item),
        previous: all[first - 1],
        next: all[index + 1],
      });
    }
  });
  return spans;
}

function removedInBlock(text: string, span: Span, column: number): readonly TextEdit[] {
  const { start, end, next, items } = span;
  const indent = " ".repeat(column);
  if (!isFirstOnLine(text, start) && next !== undefined) {
    // It follows a dash, which the next entry takes over.
    const comments = commentsIn(text, start, next.start, items);
    const insert = comments.map((comment) => `${comment}\n${indent}`).join("");
    return [{ offset: start, remove: next.start - start, insert }];
  }
  const from = lineStart(text, start);
  const after = afterNode(text, end);
  const to = after === 0 ? text.length : after;
  const kept = commentsIn(text, from, to, items).map((comment) => indent + comment);
  if (after > 0) {
    return [{ offset: from, remove: to - from, insert: kept.map((line) => `${line}\n`).join("") }];
  }
  // At the end of a text without a final line break, the line break before them goes.
  const offset = kept.length > 0 ? from : from - lineBreakAt(text, from).length;
  return [{ offset, remove: to - offset, insert: kept.join("\n") }];
}

/** Blanks and comments between an item of a flow collection and its comma. */
const BEFORE_COMMA = /^(?:\s|(?<=\s)#[^\n]*)*/;

function removedInFlow(text: string, span: Span, closing: number): readonly TextEdit[] {
  const { start, end, previous, next, items } = span;
  const indent = blanksBefore(text, start);
  const kept = (from: number, to: number): string[] =>
    commentsIn(text, from, to, items).map((comment) => `${comment}\n${indent}`);
  if (next !== undefined || previous === undefined) {
    const to = next?.start ?? closing;
    return [{ offset: start, remove: to - start, insert: kept(start, to).join("") }];
  }
  const from = endOf(previous);
  if (!isFirstOnLine(text, start) || commentsIn(text, from, start, []).length === 0) {
    const insert = kept(from, end).map((comment) => ` ${comment}`);
    return [{ offset: from, remove: end - from, insert: insert.join("") }];
  }
  // Comments before it stay where they are, and so does one comma.
  const [after = ""] = /^(?:\s*,)?[ \t]*/.exec(text.slice(end, closing)) ?? [];
  const to = end + after.length;
  const isAlone = /^(?:#|\r?\n)/.test(text.slice(to, to + 2));
  const line = lineStart(text, start);
  const offset = isAlone ? line - lineBreakAt(text, line).length : start;
  const rest = { offset, remove: to - offset, insert: kept(start, end).join("") };
  if (after.includes(",")) return [rest];
  const comma = from + (BEFORE_COMMA.exec(text.slice(from, start))?.[0].length ?? 0);
  return [{ offset: comma, remove: 1, insert: "" }, rest];
}
