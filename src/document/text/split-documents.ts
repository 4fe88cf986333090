import type { YamlProblem } from "../tree/yaml-problem.ts";
import { BYTE_ORDER_MARK, DASH } from "./characters.ts";
import { beginsAsJson, isJsonObject, JsonObjectEnd } from "./json-objects.ts";

/** The part of a text that is one document: its separator line, if it has one, and its content. */
export interface DocumentSpan {
  /** Where the separator line begins, or else the content. */
  readonly start: number;
  /** Where the content begins: after the separator line. */
  readonly content: number;
  readonly end: number;
  /** The number of line breaks before the content. */
  readonly line: number;
}

const SEPARATOR = "---";

/**
 * Splits a text into documents as kubectl does: at lines that begin with `---`, which YAML forbids
 * inside scalars. Comments before the first separator belong to the first document.
 */
export function splitDocuments(text: string): Generator<DocumentSpan> {
  return new DocumentSplitter(text).split();
}

/** Splits a text, and counts its lines at the same time. */
export class DocumentSplitter {
  /** The number of line breaks in the part of the text that has been split. */
  lines = 0;
  readonly #text: string;
  readonly #isJson: boolean;

  /** @param isJson - whether kubectl reads it as JSON, whose objects need no separator */
  constructor(text: string, isJson: boolean = beginsAsJson(text) === true) {
    this.#text = text;
    this.#isJson = isJson;
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
      if (this.#isJson && isJsonObject(text, content)) yield* splitJson(text, span);
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

/** JSON objects may follow each other without a separator, each of them a document. */
function* splitJson(text: string, span: DocumentSpan): Generator<DocumentSpan> {
  let { start, content, line } = span;
  for (;;) {
    const end = new JsonObjectEnd().find(text, content, span.end);
    if (end === -1 || !isJsonObject(text, end)) break;
    yield { start, content, end, line };
    start = end;
    // The next document begins on its own line, if it has one.
    const lines = text.slice(end, text.indexOf("{", end)).lastIndexOf("\n") + 1;
    line += countLines(text.slice(content, end + lines));
    content = end + lines;
  }
  yield { start, content, end: span.end, line };
}

export function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

/** A blank line, a comment or a directive. */
const EMPTY_LINE = /[ \t]*(?:#.*)?(?:\r?\n|$)|%.*(?:\r?\n|$)/y;

/** Whether a text has nothing but blank lines, comments and directives. */
export function isOnlyComments(text: string): boolean {
  let at = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  // One pattern for all lines would overflow the stack on millions of them.
  while (at < text.length) {
    EMPTY_LINE.lastIndex = at;
    if (!EMPTY_LINE.test(text)) return false;
    at = EMPTY_LINE.lastIndex;
  }
  return true;
}

/** `---` alone, or followed by a comment. */
const SEPARATOR_LINE = /^---\s*(?:#.*)?$/;

/** The problem of a document whose separator line kubectl refuses: one with text after the dashes. */
export function separatorProblem(
  text: string,
  { start, content }: DocumentSpan,
): YamlProblem | undefined {
  // Nearly all are three dashes and a line break: bench yaml, "CRLF line breaks".
  if (text.startsWith("---\n", start) || text.startsWith("---\r\n", start)) return undefined;
  // Comments may precede the first separator.
  const lines = text.slice(start, content);
  const from = lines.lastIndexOf("\n", lines.length - 2) + 1;
  const line = lines.slice(from).trimEnd();
  if (!line.startsWith(SEPARATOR) || SEPARATOR_LINE.test(line)) return undefined;
  return {
    code: "yaml/separator",
    offset: start + from,
    message: "text after --- on the same line",
    hint: "put --- on a line of its own: kubectl accepts nothing but a comment after it",
  };
}

/**
 * The problem of a document after or before `---` in a text that kubectl reads as JSON.
 *
 * @param isBeforeSeparator - whether `---` follows the text
 */
export function separatorInJson(
  text: string,
  { start, content, end }: DocumentSpan,
  isBeforeSeparator: boolean,
): YamlProblem | undefined {
  const offset = content > start && text.startsWith(SEPARATOR, start) ? start : end;
  const isAtEnd = isBeforeSeparator && offset === text.length;
  if (!isAtEnd && !text.startsWith(SEPARATOR, offset)) return undefined;
  return {
    code: "yaml/separator",
    offset,
    message: "--- in JSON: kubectl reads a text that begins with { as JSON",
    hint: "remove it, since objects of JSON may follow one another, or put another --- at the top",
  };
}

/** The problem of a document whose directives (`%YAML`) kubectl separates from it. */
export function directiveProblem(
  text: string,
  { start, content }: DocumentSpan,
): YamlProblem | undefined {
  if (start > 0 || content === 0) return undefined;
  const directive = /^\uFEFF?%/m.exec(text.slice(start, content));
  if (directive === null) return undefined;
  return {
    code: "yaml/separator",
    offset: start + directive.index,
    message: "directive before ---: kubectl reads it as a document of its own, and refuses it",
    hint: "remove it",
  };
}
