import type { Cursor } from "./cursor.ts";

/** What is between two parts of a scalar: blanks, or line breaks, which fold. */
class Gap {
  #blanks = "";
  #first = "";
  #more = "";
  hasBreak = false;

  /** Takes blanks and line breaks. */
  take(cursor: Cursor, refuseBlank?: () => void): void {
    for (;;) {
      if (cursor.isBlank()) {
        if (this.hasBreak) refuseBlank?.();
        else this.#blanks += cursor.text[cursor.at];
        cursor.at++;
      } else if (!cursor.isBreak()) {
        return;
      } else if (this.hasBreak) {
        this.#more += cursor.takeBreak();
      } else {
        this.hasBreak = true;
        this.#first = cursor.takeBreak();
      }
    }
  }

  /** What it is in the value. */
  folded(): string {
    if (!this.hasBreak) return this.#blanks;
    if (this.#first !== "\n") return this.#first + this.#more;
    return this.#more === "" ? " " : this.#more;
  }
}

/** Whether a character ends a plain scalar in a flow collection. */
const ENDS_FLOW_PLAIN = new Set([",", "?", "[", "]", "{", "}"]);

export interface PlainScalar {
  readonly value: string;
  readonly end: number;
  /** Whether it ends at the beginning of a line. */
  readonly endsLine: boolean;
}

/** @param indent - the least indentation of its further lines in a block collection */
export function scanPlain(cursor: Cursor, indent: number, isFlow: boolean): PlainScalar {
  let value = "";
  let end = cursor.at;
  let gap = new Gap();
  for (;;) {
    if (cursor.isDocumentMarker() || cursor.is("#")) break;
    const from = cursor.at;
    while (!cursor.isBlankOrEnd()) {
      const char = cursor.text[cursor.at] as string;
      if (char === ":" && cursor.isBlankOrEnd(1)) break;
      if (isFlow && ENDS_FLOW_PLAIN.has(char)) break;
      cursor.at++;
    }
    if (cursor.at > from) {
      value += gap.folded() + cursor.text.slice(from, cursor.at);
      end = cursor.at;
      gap = new Gap();
    }
    if (!cursor.isBlank() && !cursor.isBreak()) break;
    gap.take(cursor, () => {
      if (cursor.column < indent && cursor.is("\t")) {
        throw cursor.refuse("found a tab character that violates indentation");
      }
    });
    if (!isFlow && cursor.column < indent) break;
  }
  return { value, end, endsLine: gap.hasBreak };
}

/** The escapes of one character, and what each is. */
const ESCAPES = new Map(
  Object.entries({
    "0": "\0",
    a: "\x07",
    b: "\b",
    t: "\t",
    "\t": "\t",
    n: "\n",
    v: "\v",
    f: "\f",
    r: "\r",
    e: "\x1b",
    " ": " ",
    '"': '"',
    "'": "'",
    "\\": "\\",
    N: "\x85",
    _: "\xa0",
    L: "\u2028",
    P: "\u2029",
  }),
);

/** The escapes of a code, and the number of its digits. */
const CODE_LENGTHS = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

/** Takes a quoted scalar, and returns its value. */
export function scanQuoted(cursor: Cursor): string {
  const { strayBreak } = cursor;
  const quote = cursor.text[cursor.at++] as string;
  let value = "";
  for (;;) {
    if (cursor.isDocumentMarker()) throw cursor.refuse("found unexpected document indicator");
    if (cursor.isEnd()) throw cursor.refuse("found unexpected end of stream");
    const gap = new Gap();
    while (!cursor.isBlankOrEnd()) {
      if (cursor.is(quote)) {
        if (quote !== "'" || cursor.text[cursor.at + 1] !== "'") break;
        value += "'";
        cursor.at += 2;
      } else if (quote === '"' && cursor.is("\\")) {
        cursor.at++;
        if (cursor.isBreak()) {
          // It does not fold, but the blanks and line breaks after it do.
          cursor.takeBreak();
          gap.hasBreak = true;
          break;
        }
        value += scanEscape(cursor);
      } else {
        value += cursor.text[cursor.at++];
      }
    }
    if (cursor.is(quote)) break;
    gap.take(cursor);
    value += gap.folded();
  }
  cursor.at++;
  // In quotes it folds like any other.
  cursor.strayBreak = strayBreak;
  return value;
}

function scanEscape(cursor: Cursor): string {
  const char = cursor.text[cursor.at] as string;
  const simple = ESCAPES.get(char);
  const length = CODE_LENGTHS.get(char);
  if (simple === undefined && length === undefined) {
    throw cursor.refuse("found unknown escape character", cursor.at - 1);
  }
  cursor.at++;
  if (simple !== undefined) return simple;
  const digits = cursor.text.slice(cursor.at, cursor.at + (length as number));
  if (digits.length !== length || !/^[\da-fA-F]+$/.test(digits)) {
    throw cursor.refuse("did not find expected hexadecimal number");
  }
  const code = Number.parseInt(digits, 16);
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) {
    throw cursor.refuse("found invalid Unicode character escape code");
  }
  cursor.at += digits.length;
  return String.fromCodePoint(code);
}

const JSON_STRING = /"(?:[^"\\]|\\.)*"/y;

/** Takes a string of valid JSON, which has escapes that YAML lacks and folds nothing. */
export function scanJsonString(cursor: Cursor): string {
  JSON_STRING.lastIndex = cursor.at;
  JSON_STRING.test(cursor.text);
  const source = cursor.text.slice(cursor.at, JSON_STRING.lastIndex);
  cursor.at = JSON_STRING.lastIndex;
  return JSON.parse(source) as string;
}
