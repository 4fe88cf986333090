import { BYTE_ORDER_MARK, DASH } from "./characters.ts";
import { endOfJsonObject, isJsonObject } from "./json-objects.ts";

/** The part of a text that is one document: its separator line, if it has one, and its content. */
export interface DocumentSpan {
  /** Where the separator line, or else the content, begins. */
  readonly start: number;
  /** Where the content begins: behind the separator line. */
  readonly content: number;
  readonly end: number;
  /** How many line breaks stand before the content. */
  readonly line: number;
}

const SEPARATOR = "---";

/**
 * Finds the documents of a text as kubectl does: by lines that begin with `---`, which YAML itself
 * forbids inside scalars. Comments before the first separator belong to the first document.
 */
export function splitDocuments(text: string): Generator<DocumentSpan> {
  return new DocumentSplitter(text).split();
}

/** Splits a text, and counts its lines on the way: both look for line breaks. */
export class DocumentSplitter {
  /** How many line breaks stand before the end of what has been split so far. */
  lines = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  *split(): Generator<DocumentSpan> {
    const text = this.#text;
    let start = 0;
    let content = text.startsWith(SEPARATOR) ? this.#nextLine(0) : 0;
    for (;;) {
      const line = this.lines;
      const end = this.#nextSeparator(content);
      if (end < text.length && content === 0 && isOnlyComments(text.slice(0, end))) {
        content = this.#nextLine(end);
        continue;
      }
      const span = { start, content, end, line };
      if (isJsonObject(text, content)) yield* splitJson(text, span);
      else yield span;
      if (end === text.length) return;
      start = end;
      content = this.#nextLine(end);
    }
  }

  /** Where the next line that begins with `---` does so, or the end of the text. */
  #nextSeparator(from: number): number {
    const text = this.#text;
    if (from > 0 && text.startsWith(SEPARATOR, from)) return from;
    let newline = text.indexOf("\n", from);
    while (newline !== -1) {
      this.lines++;
      const line = newline + 1;
      if (text.charCodeAt(line) === DASH && text.startsWith(SEPARATOR, line)) return line;
      newline = text.indexOf("\n", line);
    }
    return text.length;
  }

  #nextLine(from: number): number {
    const newline = this.#text.indexOf("\n", from);
    if (newline === -1) return this.#text.length;
    this.lines++;
    return newline + 1;
  }
}

/** JSON objects may follow each other without a separator: a document each. */
function* splitJson(text: string, span: DocumentSpan): Generator<DocumentSpan> {
  let { start, content, line } = span;
  for (;;) {
    const end = endOfJsonObject(text, content, span.end);
    if (end >= span.end || !isJsonObject(text, end)) break;
    yield { start, content, end, line };
    start = end;
    const next = lineOfNext(text, end);
    line += countLines(text.slice(content, next));
    content = next;
  }
  yield { start, content, end: span.end, line };
}

export function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

/** Behind the last line break before what comes next, or right here where there is none. */
function lineOfNext(text: string, from: number): number {
  const between = text.slice(from, text.indexOf("{", from));
  return from + between.lastIndexOf("\n") + 1;
}

/** A blank line, a comment or a directive. */
const EMPTY_LINE = /[ \t]*(?:#.*)?(?:\r?\n|$)|%.*(?:\r?\n|$)/y;

/** Blank lines, comments and directives; line by line, since one pattern for millions overflows. */
export function isOnlyComments(text: string): boolean {
  let at = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  while (at < text.length) {
    EMPTY_LINE.lastIndex = at;
    if (!EMPTY_LINE.test(text)) return false;
    at = EMPTY_LINE.lastIndex;
  }
  return true;
}
