import { BYTE_ORDER_MARK, NEWLINE } from "./characters.ts";

/** Where the line begins that an offset lies in; a byte order mark is no part of it. */
export function lineStart(text: string, offset: number): number {
  const start = lastNewline(text, offset) + 1;
  return start === 0 && text.startsWith(BYTE_ORDER_MARK) && offset > 0 ? 1 : start;
}

/** The line feed before an offset, or -1: `lastIndexOf` takes far longer to look back over a line. */
function lastNewline(text: string, offset: number): number {
  let at = offset - 1;
  while (at >= 0 && text.charCodeAt(at) !== NEWLINE) at--;
  return at;
}

/** The column of an offset, from 0. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** Where the line ends that an offset lies in, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  if (newline === -1) return text.length;
  return newline > offset && text[newline - 1] === "\r" ? newline - 1 : newline;
}

/** The sort of line break in use: that of the line before an offset, else of the one behind. */
export function newlineBefore(text: string, offset: number): string {
  const before = lastNewline(text, offset);
  const newline = before === -1 ? text.indexOf("\n", offset) : before;
  return newline > 0 && text[newline - 1] === "\r" ? "\r\n" : "\n";
}
