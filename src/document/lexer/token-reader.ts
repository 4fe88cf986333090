import { COLON, DASH, DOT, HASH, NEWLINE, RETURN, SPACE } from "../text/characters.ts";
import { resolvePlain } from "../tree/resolve-plain.ts";
import { duplicateKey, type YamlProblem } from "../tree/yaml-problem.ts";
import { skipBlockScalar } from "./block-scalar.ts";
import { AFTER_WORD_START, END, IS_PLAIN } from "./byte-classes.ts";
import { type DocumentBytes, UNCERTAIN } from "./document-bytes.ts";
import { FlowReader } from "./flow-reader.ts";
import { afterLine, endOfLine, refuseEndMarker, skipSpaces } from "./lines.ts";
import { OpenCollections } from "./open-collections.ts";
import { skipQuoted } from "./quoted-scalar.ts";
import { ITEM, KEY, type TokenTable } from "./token-table.ts";
import {
  BLOCK_SCALAR,
  FLOW,
  FOLDED_PLAIN,
  NO_VALUE,
  PLAIN,
  QUOTED,
  VALUE_KIND,
} from "./value-kind.ts";

/** YAML requires a `?` before longer keys. */
const MAX_KEY = 1000;

/**
 * Reads the tokens of a document in block style, line by line, by indentation alone. Throws `UNCERTAIN`
 * where it is not certain.
 */
export class TokenReader {
  /** Warnings: `yaml/duplicate-key`. */
  warnings: YamlProblem[] = [];
  readonly #document: DocumentBytes;
  readonly #tokens: TokenTable;
  readonly #open: OpenCollections;
  readonly #flow: FlowReader;
  #bytes: Uint8Array;
  /** Where the current line begins. */
  #line = 0;
  /** Whether the last token has no value yet, so that deeper lines may be its value. */
  #isOpen = false;
  /** Whether the next line may continue a plain scalar. */
  #canFold = false;

  constructor(tokens: TokenTable) {
    this.#tokens = tokens;
    this.#document = tokens.document;
    this.#bytes = tokens.document.bytes;
    this.#open = new OpenCollections(tokens);
    this.#flow = new FlowReader(tokens.document);
  }

  read(): void {
    const { bytes } = this.#document;
    this.#bytes = bytes;
    this.warnings = [];
    this.#isOpen = true;
    this.#canFold = false;
    this.#tokens.clear();
    this.#open.clear();
    for (let line = 0; ; ) {
      const at = skipSpaces(bytes, line);
      const byte = bytes[at] as number;
      if (byte === END) break;
      this.#line = line;
      if (byte === NEWLINE || byte === RETURN || byte === HASH) {
        this.#canFold = false;
        line = this.#endLine(at);
      } else {
        line = this.#readLine(at, byte);
      }
    }
    this.#open.closeAll();
  }

  /** Reads a line whose content begins at `start`; returns where the next line begins. */
  #readLine(start: number, first: number): number {
    const column = start - this.#line;
    if (this.#canFold && column > this.#open.column) return this.#foldPlain(start);
    this.#canFold = false;
    if (first === DOT && column === 0) refuseEndMarker(this.#bytes, start);
    let at = start;
    let byte = first;
    while (byte === DASH && this.#isBlank(at + 1)) {
      this.#place(ITEM, at, start);
      this.#tokens.add(ITEM, at, at + 1, at + 1);
      this.#isOpen = true;
      at = skipSpaces(this.#bytes, at + 1);
      byte = this.#bytes[at] as number;
      if (this.#isLineEnd(at, byte)) return this.#endLine(at);
    }
    return this.#readContent(at, byte, start);
  }

  /** Reads a key with or without a value, or a value, after the dashes of a line. */
  #readContent(at: number, byte: number, start: number): number {
    const kind = VALUE_KIND[byte];
    if (kind === QUOTED) {
      const end = skipQuoted(this.#document, at);
      if (this.#bytes[end] === COLON) {
        if (!this.#isBlank(end + 1) || end - at > MAX_KEY) throw UNCERTAIN;
        // Keys with escapes and doubled quotes cannot be compared as they are written.
        if (/[\\']/.test(this.#document.text.slice(at + 1, end - 1))) throw UNCERTAIN;
        return this.#readKey(at, start, at + 1, end - 1, end);
      }
    }
    const colon = kind === PLAIN || kind === NO_VALUE ? this.#findColon(at) : -1;
    if (colon === -1) return this.#readValue(at, byte, at === start);
    let stop = colon;
    while (this.#bytes[stop - 1] === SPACE) stop--;
    if (kind === NO_VALUE || byte === DASH || stop - at > MAX_KEY) throw UNCERTAIN;
    if (this.#isNotText(at, stop)) throw UNCERTAIN;
    return this.#readKey(at, start, at, stop, colon);
  }

  /** Reads the key from `keyStart` to `stop`, which begins at `at` if it is quoted, and its value. */
  #readKey(at: number, start: number, keyStart: number, stop: number, colon: number): number {
    this.#place(KEY, at, start);
    if (!this.#open.addKey(keyStart, stop)) {
      this.warnings.push(duplicateKey(this.#document.text.slice(keyStart, stop), at));
    }
    this.#tokens.add(KEY, keyStart, stop, colon + 1);
    this.#isOpen = true;
    const value = skipSpaces(this.#bytes, colon + 1);
    const byte = this.#bytes[value] as number;
    if (this.#isLineEnd(value, byte)) return this.#endLine(value);
    return this.#readValue(value, byte, false);
  }

  /** Finds or opens the collection of the next token, at `at` on a line whose content begins at `start`. */
  #place(kind: typeof KEY | typeof ITEM, at: number, start: number): void {
    const column = at - this.#line;
    if (at === start) this.#open.place(kind, column, this.#isOpen);
    else this.#open.open(kind, column);
  }

  /** Reads a value after a key or dash, or on a line of its own below one. */
  #readValue(at: number, byte: number, isFirstOnLine: boolean): number {
    const kind = VALUE_KIND[byte];
    if (isFirstOnLine) {
      // Scalars on a line of their own are left to the `yaml` package.
      if (kind !== FLOW || !this.#isOpen || this.#tokens.length === 0) throw UNCERTAIN;
      if (at - this.#line <= this.#open.column) throw UNCERTAIN;
    }
    this.#isOpen = false;
    switch (kind) {
      case PLAIN: {
        if (byte === DASH && this.#isBlank(at + 1)) throw UNCERTAIN;
        const end = this.#endOfPlain(at);
        this.#tokens.setValue(PLAIN, at, end);
        return this.#endPlain(end);
      }
      case QUOTED: {
        const end = skipQuoted(this.#document, at);
        this.#tokens.setValue(QUOTED, at, end);
        return this.#endLine(end);
      }
      case FLOW: {
        const { end } = this.#flow.read(at, this.#open.column);
        this.#tokens.setValue(FLOW, at, end);
        return this.#endLine(end);
      }
      case BLOCK_SCALAR: {
        const [end, nextLine] = skipBlockScalar(this.#bytes, at, this.#open.column);
        this.#tokens.setValue(BLOCK_SCALAR, at, end);
        return nextLine;
      }
      default:
        throw UNCERTAIN;
    }
  }

  /** Reads another line of a plain scalar. */
  #foldPlain(at: number): number {
    const end = this.#endOfPlain(at);
    const token = this.#tokens.length - 1;
    this.#tokens.setValue(FOLDED_PLAIN, this.#tokens.valueStart(token), end);
    return this.#endPlain(end);
  }

  /** Ends a line of a plain scalar, which a comment ends for good. */
  #endPlain(end: number): number {
    const rest = skipSpaces(this.#bytes, end);
    this.#canFold = this.#bytes[rest] !== HASH;
    return this.#endLine(rest);
  }

  /** The colon after a plain key that begins at `start`; -1 if it is not a key. */
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

  /** Where a line of a plain scalar ends: before its blanks, comment and line break. */
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
  #isNotText(start: number, stop: number): boolean {
    // Two letters tell `name` and `type` from words: bench yaml, "every document with a GPU".
    const after = AFTER_WORD_START[this.#bytes[start] as number] as number;
    const second = this.#bytes[start + 1] as number;
    if (after === 0 || (stop - start > 1 && ((after >> second) & 1) === 0)) return false;
    const key = this.#document.text.slice(start, stop);
    return key === "<<" || resolvePlain(key) !== key;
  }

  #isBlank(at: number): boolean {
    const byte = this.#bytes[at];
    return byte === SPACE || byte === NEWLINE || byte === RETURN || byte === END;
  }

  #isLineEnd(at: number, byte: number): boolean {
    if (byte === NEWLINE || byte === RETURN || byte === END) return true;
    return byte === HASH && this.#bytes[at - 1] === SPACE;
  }

  /** Ends a line that has only blanks and a comment left; returns where the next line begins. */
  #endLine(from: number): number {
    const bytes = this.#bytes;
    const at = skipSpaces(bytes, from);
    const byte = bytes[at];
    if (byte === NEWLINE) return at + 1;
    if (byte === HASH) {
      const before = bytes[at - 1];
      if (at > 0 && before !== SPACE && before !== NEWLINE) throw UNCERTAIN;
      return afterLine(bytes, endOfLine(bytes, at));
    }
    if (byte === END) return at;
    if (byte !== RETURN || bytes[at + 1] !== NEWLINE) throw UNCERTAIN;
    return at + 2;
  }
}
