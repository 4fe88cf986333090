import { DASH, GREATER, HASH, holdsOdd, NEWLINE, PLUS, RETURN, SPACE, TAB } from "./characters.ts";
import { UNCERTAIN } from "./uncertain.ts";

/** Where a block scalar ends: its content, and what is to be read next. */
export interface BlockScalarEnd {
  readonly contentEnd: number;
  readonly next: number;
}

/**
 * Finds the end of the block scalar (`|` or `>`) whose header is at `at`, in a collection at
 * `column`: its lines are those that are indented deeper.
 */
export function skipBlockScalar(
  text: string,
  at: number,
  column: number,
  end: number,
): BlockScalarEnd {
  const header = endOfHeader(text, at);
  const first = behindHeader(text, header, end);
  const indent = contentIndent(text, first, column, end);
  if (indent <= column) return { contentEnd: header, next: first };
  const keeps = text.charCodeAt(header - 1) === PLUS;
  let contentEnd = header;
  let line = first;
  while (line < end) {
    const least = line + indent;
    let content = line;
    while (content < least && text.charCodeAt(content) === SPACE) content++;
    const newline = lineBreak(text, content, end);
    const stop = text.charCodeAt(newline - 1) === RETURN && newline > line ? newline - 1 : newline;
    if (content < stop) {
      if (content < least) break;
      contentEnd = stop;
    }
    line = newline + 1;
    // What is kept ends where the next line begins, blank lines included.
    if (keeps) contentEnd = Math.min(line, end);
  }
  const next = Math.min(line, end);
  if (holdsOdd(text.slice(first, next))) throw UNCERTAIN;
  return { contentEnd, next };
}

/** The value of the block scalar whose header is at `start` and whose content ends at `end`. */
export function blockScalarValue(text: string, start: number, end: number): string {
  const header = endOfHeader(text, start);
  const chomping = text.charCodeAt(header - 1);
  const first = text.indexOf("\n", header) + 1;
  if (first === 0 || first >= end) return "";
  const lines = text.slice(first, end).split(/\r?\n/);
  const indent = lines.find((line) => line.trim() !== "")?.search(/\S/) ?? 0;
  const content = lines.map((line) => line.slice(indent));
  const folded = text.charCodeAt(start) === GREATER ? fold(content) : content.join("\n");
  // What is kept brings its line breaks along.
  return chomping === DASH || chomping === PLUS ? folded : `${folded}\n`;
}

/** Folds lines of one indentation; blank and deeper ones have rules that are not ours to repeat. */
function fold(lines: readonly string[]): string {
  if (lines.some((line) => /^\s|^$/.test(line))) throw UNCERTAIN;
  return lines.join(" ");
}

function endOfHeader(text: string, at: number): number {
  const chomping = text.charCodeAt(at + 1);
  return chomping === PLUS || chomping === DASH ? at + 2 : at + 1;
}

/** The line behind the header, which may carry a comment; an indentation indicator is not for us. */
function behindHeader(text: string, header: number, end: number): number {
  let at = header;
  while (text.charCodeAt(at) === SPACE) at++;
  const code = text.charCodeAt(at);
  if (at < end && code !== NEWLINE && code !== RETURN && (code !== HASH || at === header)) {
    throw UNCERTAIN;
  }
  const next = Math.min(lineBreak(text, at, end) + 1, end);
  if (holdsOdd(text.slice(at, next))) throw UNCERTAIN;
  return next;
}

/** The indentation of the first line that is not blank; -1 where there is none. */
function contentIndent(text: string, first: number, column: number, end: number): number {
  let widestBlank = 0;
  for (let line = first; line < end; ) {
    let at = line;
    while (text.charCodeAt(at) === SPACE) at++;
    if (at >= end) return -1;
    const code = text.charCodeAt(at);
    const indent = at - line;
    if (code !== NEWLINE && code !== RETURN) {
      if (code === TAB || (indent > column && widestBlank > indent)) throw UNCERTAIN;
      return indent;
    }
    widestBlank = Math.max(widestBlank, indent);
    line = lineBreak(text, at, end) + 1;
  }
  return -1;
}

function lineBreak(text: string, from: number, end: number): number {
  const newline = text.indexOf("\n", from);
  return newline === -1 || newline > end ? end : newline;
}
