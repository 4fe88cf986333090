/** A quoted text, or whatever stands between blanks and brackets. */
const TOKEN = /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s,:={}[\]]+/y;

/** The length of the word or quoted text that begins at a column of a line, counted from 1. */
export function tokenLength(text: string, column: number): number {
  TOKEN.lastIndex = column - 1;
  return TOKEN.exec(text)?.[0].length ?? 1;
}
