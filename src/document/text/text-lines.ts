import { BYTE_ORDER_MARK, NEWLINE } from "./characters.ts";

/** Where the line of an offset begins. A byte order mark is not part of the line. */
export function lineStart(text: string, offset: number): number {
  const start = lastNewline(text, offset) + 1;
  return start === 0 && text.startsWith(BYTE_ORDER_MARK) && offset > 0 ? 1 : start;
}

/**
 * The line feed before an offset, or -1. `lastIndexOf` takes far longer on a short line: bench yaml,
 * "every document with a GPU".
 */
function lastNewline(text: string, offset: number): number {
  let at = offset - 1;
  while (at >= 0 && text.charCodeAt(at) !== NEWLINE) at--;
  return at;
}

/** The column of an offset, from 0. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** Where the line of an offset ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  if (newline === -1) return text.length;
  return newline > offset && text[newline - 1] === "\r" ? newline - 1 : newline;
}

/** The line break that ends the line before an offset, else the next one. */
export function lineBreakAt(text: string, offset: number): string {
  const before = lastNewline(text, offset);
  const newline = before === -1 ? text.indexOf("\n", offset) : before;
  return newline > 0 && text[newline - 1] === "\r" ? "\r\n" : "\n";
}

/** Whether only blanks precede an offset on its line. Reads no more than those: lines may be megabytes. */
export function isFirstOnLine(text: string, offset: number): boolean {
  let before = offset - 1;
  while (text[before] === " " || text[before] === "\t") before--;
  return before < 0 || text[before] === "\n";
}

/** The blanks that the line of an offset begins with. */
export function blanksBefore(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? "";
}

/** The end of a node without the line breaks that a block scalar keeps. */
export function endBeforeBreaks(text: string, end: number): number {
  let at = end;
  while (text[at - 1] === "\n" || text[at - 1] === "\r") at--;
  return at;
}
