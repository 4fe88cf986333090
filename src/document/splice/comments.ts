import type { TextEdit } from "../text/text-edit.ts";
import { blanksBefore, lineEnd } from "../text/text-lines.ts";
import { itemsOf, type LocatedItem, type LocatedNode } from "../tree/located.ts";

/** The properties of a node: a tag, an anchor. */
const PROPERTIES = /(?:[!&]\S*\s+)*/y;

/** A comment: `#` at the beginning of a line or after a blank. */
const COMMENT = /(?<![^\s])#[^\r\n]*/g;

/**
 * The comments in a part of a text.
 *
 * @param items - all that have content in that part: a `#` in their texts is not a comment
 */
export function commentsIn(
  text: string,
  from: number,
  to: number,
  items: readonly LocatedItem[],
): readonly string[] {
  if (!text.slice(from, to).includes("#")) return [];
  const opaque = items.flatMap((item) => opaqueParts(text, item));
  COMMENT.lastIndex = from;
  const comments: string[] = [];
  for (let match = COMMENT.exec(text); match !== null; match = COMMENT.exec(text)) {
    const { index } = match;
    if (index >= to) break;
    const inside = opaque.find(([start, end]) => index >= start && index < end);
    if (inside === undefined) comments.push(match[0].trimEnd());
    else COMMENT.lastIndex = inside[1];
  }
  return comments;
}

/**
 * An edit that replaces text, with the comments of that text after the new one, on its last line.
 *
 * @param items - all that have content in the text that is replaced
 */
export function keepComments(
  text: string,
  edit: TextEdit,
  items: readonly LocatedItem[],
): TextEdit {
  const end = edit.offset + edit.remove;
  const comments = commentsIn(text, edit.offset, end, items);
  if (comments.length === 0) return edit;
  const isLast = /^[ \t]*(?:#|$)/.test(text.slice(end, lineEnd(text, end)));
  const insert = [edit.insert, ...comments].join(" ");
  return { ...edit, insert: isLast ? insert : `${insert}\n${blanksBefore(text, edit.offset)}` };
}

type Part = readonly [start: number, end: number];

/** The parts of an item in which a `#` may be part of a text: quoted keys and values, block scalars. */
function opaqueParts(text: string, { start, valueFrom, value }: LocatedItem): readonly Part[] {
  const parts = value === undefined ? [] : partsOfNode(text, value);
  return isQuote(text[start]) ? [[start, valueFrom], ...parts] : parts;
}

function partsOfNode(text: string, node: LocatedNode): readonly Part[] {
  if (node.type === "alias") return [];
  if (node.type !== "scalar") return itemsOf(node).flatMap((item) => opaqueParts(text, item));
  PROPERTIES.lastIndex = node.start;
  const start = node.start + (PROPERTIES.exec(text)?.[0].length ?? 0);
  if (isQuote(text[start])) return [[start, node.end]];
  // After the header of a block scalar there may be a comment.
  return text[start] === "|" || text[start] === ">" ? [[lineEnd(text, start), node.end]] : [];
}

function isQuote(character: string | undefined): boolean {
  return character === '"' || character === "'";
}
