import type { TextEdit } from "../text/text-edit.ts";
import { lineStart } from "../text/text-lines.ts";

/** Inserts lines after the line on which a node ends. */
export function linesAfter(text: string, end: number, lines: string): TextEdit {
  const next = afterNode(text, end);
  // A text without a final line break stays without one.
  if (next === 0) return { offset: text.length, remove: 0, insert: `\n${lines}` };
  return { offset: next, remove: 0, insert: `${lines}\n` };
}

/**
 * Inserts lines before the line on which a node begins, and before the comments directly above it in its
 * column.
 *
 * @param notBefore - the end of the node before
 */
export function linesBefore(
  text: string,
  start: number,
  notBefore: number,
  lines: string,
): TextEdit {
  let offset = lineStart(text, start);
  const comment = `${text.slice(offset, start)}#`;
  while (offset > notBefore) {
    const above = lineStart(text, offset - 1);
    if (above < notBefore || !text.startsWith(comment, above)) break;
    offset = above;
  }
  return { offset, remove: 0, insert: `${lines}\n` };
}

/** Where the line after a node begins; 0 if there is none. */
export function afterNode(text: string, end: number): number {
  // A block scalar that keeps its line breaks ends at the beginning of a line.
  return text[end - 1] === "\n" ? end : text.indexOf("\n", end) + 1;
}
