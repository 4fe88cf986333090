import {
  COLON,
  DASH,
  DOT,
  DOUBLE_QUOTE,
  GREATER,
  HASH,
  NEWLINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  PIPE,
  RETURN,
  SINGLE_QUOTE,
  SPACE,
} from "../text/characters.ts";
import { LONGEST_WORD, resolvePlain } from "../tree/resolve-plain.ts";
import { skipBlockScalar } from "./block-scalar.ts";
import {
  END,
  IS_PLAIN,
  IS_SPECIAL_START,
  isLetter,
  isWordStart,
  MAY_BEGIN_WORD,
} from "./byte-classes.ts";
import type { DocumentBytes } from "./document-bytes.ts";
import { FlowReader } from "./flow-reader.ts";
import { KeyStack } from "./key-stack.ts";
import { behindLine, endOfLine, refuseEndMarker, skipSpaces } from "./lines.ts";
import { OpenCollections } from "./open-collections.ts";
import { endOfQuoted } from "./read-quoted.ts";
import {
  BLOCK_SCALAR,
  FLOW,
  FOLDED_PLAIN,
  ITEM,
  KEY,
  PLAIN,
  QUOTED,
  type TokenTable,
} from "./token-table.ts";
import { UNCERTAIN } from "./uncertain.ts";

/** Longer keys must be written with a `?`. */
const LONGEST_KEY = 1000;

/** A key that stands a second time in its map. */
export interface DuplicateKey {
  readonly key: string;
  readonly start: number;
}

/**
 * Reads the block style that nearly every manifest is written in: line by line, by indentation
 * alone. Whatever is not certain throws.
 */
export class TokenReader {
  duplicates: DuplicateKey[] = [];
  readonly #document: DocumentBytes;
  readonly #rows: TokenTable;
  readonly #keys: KeyStack;
  readonly #open: OpenCollections;
  #bytes: Uint8Array;
  /** Whether the last row has no value yet, so that deeper lines may be one. */
  #isOpen = false;
  /** Where a plain scalar ended its line, and may go on on the next; else -1. */
  #plainEnd = -1;

  constructor(document: DocumentBytes, rows: TokenTable) {
    this.#document = document;
    this.#bytes = document.bytes;
    this.#rows = rows;
    this.#keys = new KeyStack(document);
    this.#open = new OpenCollections(rows, this.#keys);
  }

  read(): void {
    const { bytes } = this.#document;
    this.#bytes = bytes;
    this.duplicates = [];
    this.#isOpen = true;
    this.#plainEnd = -1;
    this.#rows.clear(this.#document.text.length);
    this.#keys.clear();
    this.#open.clear();
    for (let line = 0; ; ) {
      const at = skipSpaces(bytes, line);
      const byte = bytes[at] as number;
      if (byte === END) break;
      if (byte === NEWLINE || byte === RETURN || byte === HASH) {
        this.#plainEnd = -1;
        line = this.#lineOver(at);
      } else {
        line = this.#line(line, at, byte);
      }
    }
    this.#open.closeAll();
  }

  /** Reads a line with content; answers where the next one begins. */
  #line(line: number, start: number, first: number): number {
    const plainEnd = this.#plainEnd;
    this.#plainEnd = -1;
    if (plainEnd !== -1 && start - line > this.#open.column) return this.#foldPlain(start);
    if (first === DOT && start === line) refuseEndMarker(this.#bytes, line);
    let at = start;
    let byte = first;
    let isFirst = true;
    while (byte === DASH && this.#isBlank(at + 1)) {
      this.#begin(ITEM, at - line, isFirst);
      this.#rows.add(ITEM, at, at + 1, at + 1);
      this.#isOpen = true;
      isFirst = false;
      at = skipSpaces(this.#bytes, at + 1);
      byte = this.#bytes[at] as number;
      if (this.#isLineOver(at, byte)) return this.#lineOver(at);
    }
    return this.#content(line, at, byte, isFirst);
  }

  /** What stands on a line, behind its dashes: a key with or without a value, or a value. */
  #content(line: number, at: number, byte: number, isFirst: boolean): number {
    if (byte === DOUBLE_QUOTE || byte === SINGLE_QUOTE) {
      const end = endOfQuoted(this.#document, at);
      if (this.#bytes[end] === COLON) return this.#quotedKey(line, at, end, isFirst);
      return this.#value(at, byte, isFirst, line);
    }
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET || byte === PIPE || byte === GREATER) {
      return this.#value(at, byte, isFirst, line);
    }
    const colon = this.#findColon(at);
    if (colon === -1) return this.#value(at, byte, isFirst, line);
    let stop = colon;
    while (this.#bytes[stop - 1] === SPACE) stop--;
    if (IS_SPECIAL_START[byte] === 1 || byte === DASH || stop <= at) throw UNCERTAIN;
    if (stop - at > LONGEST_KEY || this.#isNoString(byte, at, stop)) throw UNCERTAIN;
    return this.#key(line, at, at, stop, colon, isFirst);
  }

  #quotedKey(line: number, at: number, end: number, isFirst: boolean): number {
    if (!this.#isBlank(end + 1) || end - at > LONGEST_KEY) throw UNCERTAIN;
    // Escapes and doubled quotes would have to be undone before keys can be compared.
    if (/[\\']/.test(this.#document.slice(at + 1, end - 1))) throw UNCERTAIN;
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
      this.duplicates.push({ key: this.#document.slice(start, stop), start: at });
    }
    this.#rows.add(KEY, start, stop, colon + 1);
    this.#isOpen = true;
    const value = skipSpaces(this.#bytes, colon + 1);
    const byte = this.#bytes[value] as number;
    if (this.#isLineOver(value, byte)) return this.#lineOver(value);
    return this.#value(value, byte, false, line);
  }

  /** Finds, or opens, the collection that the next row belongs to. */
  #begin(kind: typeof KEY | typeof ITEM, column: number, isFirst: boolean): void {
    if (isFirst) this.#open.place(kind, column, this.#isOpen);
    else this.#open.open(kind, column);
  }

  /** A value behind a key or dash, or on a line of its own below one. */
  #value(at: number, byte: number, isFirst: boolean, line: number): number {
    if (isFirst) {
      // Scalars on a line of their own are left to the `yaml` package.
      const isFlow = byte === OPEN_BRACE || byte === OPEN_BRACKET;
      if (!isFlow || !this.#isOpen || this.#rows.length === 0) throw UNCERTAIN;
      if (at - line <= this.#open.column) throw UNCERTAIN;
    }
    this.#isOpen = false;
    if (byte === PIPE || byte === GREATER) return this.#blockScalar(at);
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) return this.#flow(at);
    if (byte === DOUBLE_QUOTE || byte === SINGLE_QUOTE) {
      const end = endOfQuoted(this.#document, at);
      this.#rows.setValue(QUOTED, at, end);
      return this.#lineOver(end);
    }
    if (IS_SPECIAL_START[byte] === 1 || (byte === DASH && this.#isBlank(at + 1))) throw UNCERTAIN;
    const end = this.#endOfPlain(at);
    this.#rows.setValue(PLAIN, at, end);
    return this.#plainOver(end);
  }

  #blockScalar(at: number): number {
    const { contentEnd, next } = skipBlockScalar(this.#bytes, at, this.#open.column);
    this.#rows.setValue(BLOCK_SCALAR, at, contentEnd);
    return next;
  }

  #flow(at: number): number {
    const reader = new FlowReader(this.#document, this.#keys);
    reader.read(at, this.#open.column);
    this.#rows.setValue(FLOW, at, reader.at);
    return this.#lineOver(reader.at);
  }

  /** A further line of a plain scalar. */
  #foldPlain(at: number): number {
    const end = this.#endOfPlain(at);
    const row = this.#rows.length - 1;
    this.#rows.setValue(FOLDED_PLAIN, this.#rows.valueStart(row), end);
    return this.#plainOver(end);
  }

  /** Behind a line of a plain scalar; one that ends with a comment does not go on below it. */
  #plainOver(end: number): number {
    const rest = skipSpaces(this.#bytes, end);
    if (this.#bytes[rest] !== HASH) this.#plainEnd = end;
    return this.#lineOver(rest);
  }

  /** Where the colon is that makes a key of what begins at `start`; -1 where there is none. */
  #findColon(start: number): number {
    const bytes = this.#bytes;
    for (let at = start; ; at++) {
      while (IS_PLAIN[bytes[at] as number] === 1) at++;
      const byte = bytes[at];
      if (byte === COLON) {
        if (this.#isBlank(at + 1)) return at;
      } else if (byte === NEWLINE || byte === RETURN || byte === END) {
        return -1;
      } else if (byte !== HASH) {
        throw UNCERTAIN;
      } else if (bytes[at - 1] === SPACE) {
        return -1;
      }
    }
  }

  /** Where a line of a plain scalar ends: before its comment, blanks and line break. */
  #endOfPlain(start: number): number {
    const bytes = this.#bytes;
    for (let at = start; ; at++) {
      while (IS_PLAIN[bytes[at] as number] === 1) at++;
      const byte = bytes[at];
      const isInside =
        (byte === HASH && (at === start || bytes[at - 1] !== SPACE)) ||
        (byte === COLON && !this.#isBlank(at + 1));
      if (isInside) continue;
      if (byte !== NEWLINE && byte !== RETURN && byte !== HASH && byte !== END) throw UNCERTAIN;
      while (at > start && bytes[at - 1] === SPACE) at--;
      return at;
    }
  }

  /** Whether a plain key is a number, a boolean, null or a merge. */
  #isNoString(first: number, start: number, stop: number): boolean {
    if (MAY_BEGIN_WORD[first] !== 1) return false;
    if (isLetter(first)) {
      if (stop - start > LONGEST_WORD) return false;
      // The second letter tells `name` and `type` from the words.
      if (stop - start > 1 && !isWordStart(first, this.#bytes[start + 1] as number)) return false;
    }
    const key = this.#document.slice(start, stop);
    return key === "<<" || resolvePlain(key) !== key;
  }

  #isBlank(at: number): boolean {
    const byte = this.#bytes[at];
    return byte === SPACE || byte === NEWLINE || byte === RETURN || byte === END;
  }

  #isLineOver(at: number, byte: number): boolean {
    if (byte === NEWLINE || byte === RETURN || byte === END) return true;
    return byte === HASH && this.#bytes[at - 1] === SPACE;
  }

  /** Where the next line begins, nothing but blanks and a comment being left of this one. */
  #lineOver(from: number): number {
    const bytes = this.#bytes;
    const at = skipSpaces(bytes, from);
    const byte = bytes[at];
    if (byte === NEWLINE) return at + 1;
    if (byte === HASH) {
      const before = bytes[at - 1];
      if (at > 0 && before !== SPACE && before !== NEWLINE) throw UNCERTAIN;
      return behindLine(bytes, endOfLine(bytes, at));
    }
    if (byte === END) return at;
    if (byte !== RETURN || bytes[at + 1] !== NEWLINE) throw UNCERTAIN;
    return at + 2;
  }
}
