import type { Splice } from "../text/splice.ts";
import { lineEnd, lineStart, newlineBefore } from "../text/text-lines.ts";

/** A splice in the making. */
export interface PendingSplice extends Splice {
  /** Of two at one step the deeper goes first: it belongs to what ends there. */
  readonly depth: number;
}

/** Puts lines behind the line in which a node ends. */
export function linesAfter(
  text: string,
  end: number,
  lines: (newline: string) => string,
  depth: number,
): PendingSplice {
  const newline = newlineBefore(text, end);
  const body = lines(newline);
  // A block scalar that keeps its line breaks ends where the next line begins.
  if (end > 0 && text[end - 1] === "\n") {
    return { offset: end, remove: 0, insert: body + newline, depth };
  }
  const next = text.indexOf("\n", lineEnd(text, end)) + 1;
  // Without a line break at its end the text stays so.
  if (next === 0) return { offset: text.length, remove: 0, insert: newline + body, depth };
  return { offset: next, remove: 0, insert: body + newline, depth };
}

/** Puts lines before the line in which a node begins, and before the comments that belong to it. */
export function linesBefore(
  text: string,
  start: number,
  notBefore: number,
  lines: (newline: string) => string,
  depth: number,
): PendingSplice {
  const newline = newlineBefore(text, start);
  const offset = aboveComments(text, start, notBefore);
  return { offset, remove: 0, insert: lines(newline) + newline, depth };
}

/** Where the comments begin that stand directly above a node, at its own column. */
function aboveComments(text: string, start: number, notBefore: number): number {
  let offset = lineStart(text, start);
  const prefix = `${text.slice(offset, start)}#`;
  while (offset > notBefore) {
    const above = lineStart(text, offset - 1);
    if (above < notBefore || !text.startsWith(prefix, above)) break;
    offset = above;
  }
  return offset;
}
