import { resolvePlain } from "../tree/resolve-plain.ts";
import { skipBlockScalar } from "./block-scalar.ts";
import {
  COLON,
  DASH,
  DOUBLE_QUOTE,
  GREATER,
  HASH,
  holdsOdd,
  isOdd,
  isSpecialStart,
  LETTER_A,
  NEWLINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  PIPE,
  RETURN,
  SINGLE_QUOTE,
  SPACE,
  TILDE,
} from "./characters.ts";
import { KeyStack } from "./key-stack.ts";
import { OpenCollections } from "./open-collections.ts";
import { FlowReader } from "./read-flow.ts";
import { endOfQuoted } from "./read-quoted.ts";
import { BLOCK_SCALAR, FLOW, FOLDED_PLAIN, ITEM, KEY, PLAIN, QUOTED, type Rows } from "./rows.ts";
import { UNCERTAIN } from "./uncertain.ts";

/** Longer keys must be written with a `?`. */
const LONGEST_KEY = 1000;

/** `false` and `Null` are the longest words that are no strings. */
const LONGEST_WORD = 5;
const WORD_INITIALS = "nNtTfFyYoO";
const WORD_ENDS = "lLeEyYsSnNoOfF";

/** A key that stands a second time in its map. */
export interface DuplicateKey {
  readonly key: string;
  readonly start: number;
}

/**
 * Reads the block style that nearly every manifest is written in: line by line, by indentation
 * alone, each character once. Whatever is not certain throws.
 */
export class RowReader {
  duplicates: DuplicateKey[] = [];
  readonly #text: string;
  readonly #rows: Rows;
  readonly #keys: KeyStack;
  readonly #open: OpenCollections;
  #end = 0;
  /** Whether the last row has no value yet, so that deeper lines may be one. */
  #isOpen = false;
  /** Where a plain scalar ended its line, and may go on on the next; else -1. */
  #plainEnd = -1;

  constructor(text: string, rows: Rows) {
    this.#text = text;
    this.#rows = rows;
    this.#keys = new KeyStack(text);
    this.#open = new OpenCollections(rows, this.#keys);
  }

  read(start: number, end: number): void {
    const text = this.#text;
    this.duplicates = [];
    this.#end = end;
    this.#isOpen = true;
    this.#plainEnd = -1;
    this.#rows.clear();
    this.#keys.clear();
    this.#open.clear();
    for (let line = start; line < end; ) {
      let at = line;
      while (text.charCodeAt(at) === SPACE) at++;
      if (at >= end) break;
      const code = text.charCodeAt(at);
      if (code === NEWLINE || code === RETURN || code === HASH) {
        this.#plainEnd = -1;
        line = this.#lineOver(at);
      } else {
        line = this.#line(line, at, code);
      }
    }
    this.#open.closeAll();
  }

  /** Reads a line with content; answers where the next one begins. */
  #line(line: number, start: number, first: number): number {
    const plainEnd = this.#plainEnd;
    this.#plainEnd = -1;
    if (plainEnd !== -1 && start - line > this.#open.column) return this.#foldPlain(start);
    let at = start;
    let code = first;
    let isFirst = true;
    while (code === DASH && this.#isBlank(at + 1)) {
      this.#begin(ITEM, at - line, isFirst);
      this.#rows.add(ITEM, at - line, at, at + 1, at + 1);
      this.#isOpen = true;
      isFirst = false;
      at = this.#skipSpaces(at + 1);
      code = this.#text.charCodeAt(at);
      if (this.#isLineOver(at, code)) return this.#lineOver(at);
    }
    return this.#content(line, at, code, isFirst);
  }

  /** What stands on a line, behind its dashes: a key with or without a value, or a value. */
  #content(line: number, at: number, code: number, isFirst: boolean): number {
    const quoted = code === DOUBLE_QUOTE || code === SINGLE_QUOTE;
    if (quoted) {
      const end = endOfQuoted(this.#text, at, this.#end);
      if (this.#text.charCodeAt(end) === COLON) return this.#quotedKey(line, at, end, isFirst);
      return this.#value(at, code, isFirst, line);
    }
    if (code === OPEN_BRACE || code === OPEN_BRACKET || code === PIPE || code === GREATER) {
      return this.#value(at, code, isFirst, line);
    }
    const colon = this.#findColon(at);
    if (colon === -1) return this.#value(at, code, isFirst, line);
    let stop = colon;
    while (this.#text.charCodeAt(stop - 1) === SPACE) stop--;
    if (isSpecialStart(code) || code === DASH || stop === at) throw UNCERTAIN;
    if (stop - at > LONGEST_KEY || this.#isNoString(code, at, stop)) throw UNCERTAIN;
    return this.#key(line, at, at, stop, colon, isFirst);
  }

  #quotedKey(line: number, at: number, end: number, isFirst: boolean): number {
    if (!this.#isBlank(end + 1) || end - at > LONGEST_KEY) throw UNCERTAIN;
    // Escapes and doubled quotes would have to be undone before keys can be compared.
    if (/[\\']/.test(this.#text.slice(at + 1, end - 1))) throw UNCERTAIN;
    return this.#key(line, at, at + 1, end - 1, end, isFirst);
  }

  #key(
    line: number,
    at: number,
    start: number,
    stop: number,
    colon: number,
    isFirst: boolean,
  ): number {
    this.#begin(KEY, at - line, isFirst);
    if (!this.#keys.add(this.#open.map, start, stop)) {
      this.duplicates.push({ key: this.#text.slice(start, stop), start: at });
    }
    this.#rows.add(KEY, at - line, start, stop, colon + 1);
    this.#isOpen = true;
    const value = this.#skipSpaces(colon + 1);
    const code = this.#text.charCodeAt(value);
    if (this.#isLineOver(value, code)) return this.#lineOver(value);
    return this.#value(value, code, false, line);
  }

  /** Finds, or opens, the collection that the next row belongs to. */
  #begin(kind: typeof KEY | typeof ITEM, column: number, isFirst: boolean): void {
    if (isFirst) this.#open.place(kind, column, this.#isOpen);
    else this.#open.open(kind, column);
  }

  /** A value behind a key or dash, or on a line of its own below one. */
  #value(at: number, code: number, isFirst: boolean, line: number): number {
    if (isFirst) {
      // Scalars on a line of their own are left to the `yaml` package.
      const isFlow = code === OPEN_BRACE || code === OPEN_BRACKET;
      if (!isFlow || !this.#isOpen || this.#rows.length === 0) throw UNCERTAIN;
      if (at - line <= this.#open.column) throw UNCERTAIN;
    }
    this.#isOpen = false;
    if (code === PIPE || code === GREATER) return this.#blockScalar(at);
    if (code === OPEN_BRACE || code === OPEN_BRACKET) return this.#flow(at);
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
      const end = endOfQuoted(this.#text, at, this.#end);
      this.#rows.setValue(QUOTED, at, end);
      return this.#lineOver(end);
    }
    if (isSpecialStart(code) || (code === DASH && this.#isBlank(at + 1))) throw UNCERTAIN;
    const end = this.#endOfPlain(at);
    this.#rows.setValue(PLAIN, at, end);
    const rest = this.#skipSpaces(end);
    if (this.#text.charCodeAt(rest) !== HASH) this.#plainEnd = end;
    return this.#lineOver(rest);
  }

  #blockScalar(at: number): number {
    const { contentEnd, next } = skipBlockScalar(this.#text, at, this.#open.column, this.#end);
    this.#rows.setValue(BLOCK_SCALAR, at, contentEnd);
    return next;
  }

  #flow(at: number): number {
    const reader = new FlowReader(this.#text, this.#end, this.#keys);
    reader.read(at, this.#open.column);
    this.#rows.setValue(FLOW, at, reader.at);
    return this.#lineOver(reader.at);
  }

  /** A further line of a plain scalar. */
  #foldPlain(at: number): number {
    const end = this.#endOfPlain(at);
    const row = this.#rows.length - 1;
    this.#rows.setValue(FOLDED_PLAIN, this.#rows.valueStart(row), end);
    const rest = this.#skipSpaces(end);
    if (this.#text.charCodeAt(rest) !== HASH) this.#plainEnd = end;
    return this.#lineOver(rest);
  }

  /** Where the colon is that makes a key of what begins at `at`; -1 where there is none. */
  #findColon(start: number): number {
    const text = this.#text;
    for (let at = start; at < this.#end; at++) {
      const code = text.charCodeAt(at);
      if (code > COLON && code < TILDE) continue;
      if (code === COLON) {
        if (this.#isBlank(at + 1)) return at;
      } else if (code === NEWLINE || code === RETURN) {
        return -1;
      } else if (code === HASH) {
        if (text.charCodeAt(at - 1) === SPACE) return -1;
      } else if (isOdd(code)) {
        throw UNCERTAIN;
      }
    }
    return -1;
  }

  /** Where a line of a plain scalar ends: before its comment, blanks and line break. */
  #endOfPlain(start: number): number {
    const text = this.#text;
    let end = start;
    for (let at = start; at < this.#end; at++) {
      const code = text.charCodeAt(at);
      if (code === SPACE) continue;
      if (code <= COLON || code > TILDE) {
        if (code === NEWLINE || code === RETURN) break;
        if (code === HASH && at > start && text.charCodeAt(at - 1) === SPACE) break;
        if (code === COLON && this.#isBlank(at + 1)) throw UNCERTAIN;
        if (isOdd(code)) throw UNCERTAIN;
      }
      end = at + 1;
    }
    return end;
  }

  /** Whether a plain key is a number, a boolean, null or a merge. */
  #isNoString(first: number, start: number, stop: number): boolean {
    if (first >= LETTER_A && first !== TILDE) {
      if (stop - start > LONGEST_WORD) return false;
      // `n` to `null`, `off`, `true`, `yes`: what these begin and end with tells most keys apart.
      const last = this.#text.charAt(stop - 1);
      if (!WORD_INITIALS.includes(this.#text.charAt(start)) || !WORD_ENDS.includes(last))
        return false;
    }
    const key = this.#text.slice(start, stop);
    return key === "<<" || resolvePlain(key) !== key;
  }

  #skipSpaces(from: number): number {
    let at = from;
    while (this.#text.charCodeAt(at) === SPACE) at++;
    return at;
  }

  #isBlank(at: number): boolean {
    if (at >= this.#end) return true;
    const code = this.#text.charCodeAt(at);
    return code === SPACE || code === NEWLINE || code === RETURN;
  }

  #isLineOver(at: number, code: number): boolean {
    if (at >= this.#end || code === NEWLINE || code === RETURN) return true;
    return code === HASH && this.#text.charCodeAt(at - 1) === SPACE;
  }

  /** Where the next line begins, nothing but blanks and a comment being left of this one. */
  #lineOver(from: number): number {
    const at = this.#skipSpaces(from);
    if (at >= this.#end) return this.#end;
    const code = this.#text.charCodeAt(at);
    if (code === NEWLINE) return at + 1;
    if (code === RETURN) {
      if (this.#text.charCodeAt(at + 1) !== NEWLINE) throw UNCERTAIN;
      return at + 2;
    }
    const before = this.#text.charCodeAt(at - 1);
    if (code !== HASH || (before !== SPACE && before !== NEWLINE && at > 0)) throw UNCERTAIN;
    const newline = this.#text.indexOf("\n", at);
    const next = newline === -1 || newline >= this.#end ? this.#end : newline + 1;
    if (holdsOdd(this.#text.slice(at, next))) throw UNCERTAIN;
    return next;
  }
}
