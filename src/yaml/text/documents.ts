import { BACKSLASH, CLOSE, CLOSE_LIST, OPEN, OPEN_LIST, QUOTE } from "./json-characters.ts";

/** The part of a text that is one document: its separator line, if it has one, and its content. */
export interface DocumentSpan {
  /** Where the separator line, or else the content, begins. */
  readonly start: number;
  /** Where the content begins: behind the separator line. */
  readonly content: number;
  readonly end: number;
}

const SEPARATOR = "---";

/**
 * Finds the documents of a text as kubectl does: by lines that begin with `---`, which YAML itself
 * forbids inside scalars. Comments before the first separator belong to the first document.
 */
export function* splitDocuments(text: string): Generator<DocumentSpan> {
  let start = 0;
  let content = text.startsWith(SEPARATOR) ? nextLine(text, 0) : 0;
  for (;;) {
    const end = nextSeparator(text, content);
    if (end < text.length && content === 0 && isOnlyComments(text.slice(0, end))) {
      content = nextLine(text, end);
      continue;
    }
    yield* splitJson(text, { start, content, end });
    if (end === text.length) return;
    start = end;
    content = nextLine(text, end);
  }
}

/** An object of JSON, not a flow map of YAML or a template action. */
const JSON_OBJECT = /[ \t\r\n]*\{[ \t\r\n]*["}]/y;

const BYTE_ORDER_MARK = "\uFEFF";

/** JSON objects may follow each other without a separator: a document each. */
function* splitJson(text: string, span: DocumentSpan): Generator<DocumentSpan> {
  let { start, content } = span;
  while (isJsonObject(text, content)) {
    const end = endOfJsonObject(text, content, span.end);
    if (end >= span.end || !isJsonObject(text, end)) break;
    yield { start, content, end };
    start = end;
    content = lineOfNext(text, end);
  }
  yield { start, content, end: span.end };
}

/** Behind the last line break before what comes next, or right here where there is none. */
function lineOfNext(text: string, from: number): number {
  const between = text.slice(from, text.indexOf("{", from));
  return from + between.lastIndexOf("\n") + 1;
}

/** Whether what comes next is an object of JSON; a byte order mark may begin the text. */
export function isJsonObject(text: string, from: number): boolean {
  JSON_OBJECT.lastIndex = from === 0 && text.startsWith(BYTE_ORDER_MARK) ? 1 : from;
  return JSON_OBJECT.test(text);
}

/** Behind the object that begins at `from`, or `limit` where it does not end. */
function endOfJsonObject(text: string, from: number, limit: number): number {
  let depth = 0;
  for (let at = from; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
      if (at === -1) return limit;
    } else if (code === OPEN || code === OPEN_LIST) {
      depth++;
    } else if ((code === CLOSE || code === CLOSE_LIST) && --depth === 0) {
      return at + 1;
    }
  }
  return limit;
}

/** The closing quote of the string that begins at `quote`. */
function endOfString(text: string, quote: number): number {
  let at = text.indexOf('"', quote + 1);
  while (at !== -1 && isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes++;
  return backslashes % 2 === 1;
}

/** Where the next line that begins with `---` does so, or the end of the text. */
function nextSeparator(text: string, from: number): number {
  if (text.startsWith(SEPARATOR, from) && from > 0) return from;
  const found = text.indexOf(`\n${SEPARATOR}`, from);
  return found === -1 ? text.length : found + 1;
}

function nextLine(text: string, from: number): number {
  const newline = text.indexOf("\n", from);
  return newline === -1 ? text.length : newline + 1;
}

/** Blank lines, comments and directives. */
export function isOnlyComments(text: string): boolean {
  return /^\uFEFF?(?:[ \t]*(?:#.*)?(?:\r?\n|$)|%.*(?:\r?\n|$))*$/.test(text);
}
