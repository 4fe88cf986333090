import { holdsOdd, NEWLINE, PLUS, RETURN, SPACE, TAB } from "./characters.ts";
import type { LineCursor } from "./line-cursor.ts";
import { UNCERTAIN } from "./uncertain.ts";

/**
 * Reads a block scalar (`|` or `>`) whose header is at `at`, below a node at `column`, and moves
 * the cursor behind it. Answers the text of its lines, without indentation, or `undefined` where
 * `wanted` is false.
 */
export function readBlockScalar(
  cursor: LineCursor,
  at: number,
  column: number,
  wanted: boolean,
): string | undefined {
  const { text } = cursor;
  const folded = text.charAt(at) === ">";
  const chomping = text.charCodeAt(at + 1);
  const hasChomping = chomping === PLUS || text.charAt(at + 1) === "-";
  if (!cursor.isRestEmpty(at + (hasChomping ? 2 : 1))) throw UNCERTAIN;
  cursor.contentEnd = at + (hasChomping ? 2 : 1);
  const indent = contentIndent(cursor, column);
  const keeps = chomping === PLUS;
  const lines = indent > column ? skipLines(cursor, indent, wanted, keeps) : [];
  // A kept scalar without a line has only blank ones, and one that ends the text may lack a break.
  if (keeps && (lines.length === 0 || cursor.next >= cursor.end) && wanted) throw UNCERTAIN;
  cursor.advance();
  if (!wanted) return undefined;
  const endsInBreak = keeps || (!hasChomping && lines.length > 0);
  return (folded ? fold(lines) : lines.join("\n")) + (endsInBreak ? "\n" : "");
}

/** Folds lines of one indentation; blank and deeper ones have rules that are not ours to repeat. */
function fold(lines: readonly string[]): string {
  if (lines.some((line) => line === "" || line.startsWith(" ") || line.startsWith("\t"))) {
    throw UNCERTAIN;
  }
  return lines.join(" ");
}

/** The indentation of the first line that is not blank; -1 where there is none. */
function contentIndent(cursor: LineCursor, column: number): number {
  const { text, end } = cursor;
  let widestBlank = 0;
  for (let line = cursor.next; line < end; ) {
    const at = afterSpaces(text, line, end);
    if (!isLineEnd(text, at, end)) {
      const indent = at - line;
      if (text.charCodeAt(at) === TAB || (indent > column && widestBlank > indent)) throw UNCERTAIN;
      return indent;
    }
    widestBlank = Math.max(widestBlank, at - line);
    line = nextLine(text, at, end);
  }
  return -1;
}

/** Moves `cursor.next` behind the lines that are indented by `indent` at least, and blank ones. */
function skipLines(cursor: LineCursor, indent: number, wanted: boolean, keeps: boolean): string[] {
  const { text, end } = cursor;
  const lines: string[] = [];
  let filled = 0;
  let line = cursor.next;
  const first = line;
  while (line < end) {
    let at = line;
    const least = line + indent;
    while (at < least && text.charCodeAt(at) === SPACE) at++;
    const newline = lineBreak(text, at, end);
    const stop = newline > line && text.charCodeAt(newline - 1) === RETURN ? newline - 1 : newline;
    const blank = at >= stop;
    if (!blank && at < least) {
      if (text.charCodeAt(at) === TAB) throw UNCERTAIN;
      break;
    }
    if (wanted) lines.push(blank ? "" : text.slice(at, stop));
    if (!blank || keeps) {
      filled = lines.length;
      cursor.contentEnd = stop;
    }
    line = newline + 1;
  }
  cursor.next = Math.min(line, end);
  if (holdsOdd(text.slice(first, cursor.next))) throw UNCERTAIN;
  lines.length = filled;
  return lines;
}

function afterSpaces(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && text.charCodeAt(at) === SPACE) at++;
  return at;
}

function isLineEnd(text: string, at: number, end: number): boolean {
  if (at >= end) return true;
  const code = text.charCodeAt(at);
  return code === NEWLINE || code === RETURN;
}

function lineBreak(text: string, from: number, end: number): number {
  const newline = text.indexOf("\n", from);
  return newline === -1 || newline > end ? end : newline;
}

function nextLine(text: string, from: number, end: number): number {
  return Math.min(lineBreak(text, from, end) + 1, end);
}
