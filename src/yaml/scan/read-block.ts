import type { CarrierIndex } from "../../workload/carrier-index.ts";
import type { LocatedEntry, LocatedItem, LocatedList, LocatedNode } from "../located.ts";
import { resolvePlain } from "../resolve-plain.ts";
import {
  COLON,
  DASH,
  DOUBLE_QUOTE,
  GREATER,
  HASH,
  isOdd,
  isSpecialStart,
  LETTER_A,
  OPEN_BRACE,
  OPEN_BRACKET,
  PIPE,
  SINGLE_QUOTE,
  SPACE,
  TILDE,
} from "./characters.ts";
import { KeyStack } from "./key-stack.ts";
import { LineCursor } from "./line-cursor.ts";
import { ObjectShape } from "./object-shape.ts";
import { readBlockScalar } from "./read-block-scalar.ts";
import { FlowReader } from "./read-flow.ts";
import { endOfQuoted, quotedValue } from "./read-quoted.ts";
import type { Shape } from "./shape.ts";
import { UNCERTAIN } from "./uncertain.ts";

/** Deeper block nesting is left to the `yaml` package, which knows the limit. */
const DEEPEST = 100;

/** `false` and `Null` are the longest words that are no strings. */
const LONGEST_WORD = 5;
const WORD_INITIALS = "nNtTfFyYoO";
const WORD_ENDS = "lLeEyYsSnNoOfF";

/** Longer keys must be written with a `?`. */
const LONGEST_KEY = 1000;

/** A key that stands a second time in its map. */
export interface DuplicateKey {
  readonly key: string;
  readonly start: number;
}

/**
 * Reads the block style that nearly every manifest is written in, by indentation alone. A node is
 * made for what its shape needs; the rest is read for its syntax. Whatever is not certain throws.
 *
 * Every method that reads a node begins on the node's first line and ends on the line behind it.
 */
export class BlockReader {
  /** Keys that stand a second time in their map. */
  readonly duplicates: DuplicateKey[] = [];
  readonly #text: string;
  readonly #cursor: LineCursor;
  readonly #keys: KeyStack;
  readonly #flow: FlowReader;
  readonly #carriers: CarrierIndex;
  #depth = 0;
  /** The key found last: its own span, and the place behind its colon. */
  #keyStart = 0;
  #keyStop = 0;
  #keyEnd = 0;

  constructor(text: string, start: number, end: number, carriers: CarrierIndex) {
    this.#text = text;
    this.#cursor = new LineCursor(text, start, end);
    this.#keys = new KeyStack(text);
    this.#flow = new FlowReader(text, end, this.#keys);
    this.#carriers = carriers;
  }

  /** The document's map; `undefined` where there is nothing but comments. */
  document(shape: Shape): LocatedNode | undefined {
    const cursor = this.#cursor;
    cursor.advance();
    if (!cursor.onLine) return undefined;
    const root = this.#map(cursor.column, cursor.at, shape);
    if (cursor.onLine) throw UNCERTAIN;
    return root;
  }

  #map(column: number, start: number, shape: Shape | undefined): LocatedNode | undefined {
    const cursor = this.#cursor;
    if (++this.#depth > DEEPEST) throw UNCERTAIN;
    const entries: LocatedEntry[] = [];
    const object = shape?.object ? new ObjectShape(this.#carriers) : undefined;
    const map = this.#keys.open();
    let at = start;
    do {
      if (!this.#findKey(at)) throw UNCERTAIN;
      const keyStart = this.#keyStart;
      const keyStop = this.#keyStop;
      const keyEnd = this.#keyEnd;
      cursor.contentEnd = keyEnd;
      if (!this.#keys.add(map, keyStart, keyStop)) this.#duplicate(keyStart, keyStop, object);
      const inner = shape && this.#fieldShape(shape, object, keyStart, keyStop);
      const value = this.#entryValue(column, keyEnd, inner);
      if (inner !== undefined || shape?.container) {
        const key = this.#text.slice(keyStart, keyStop);
        object?.learn(key, value);
        entries.push({
          key,
          keyStart: this.#quoteStart(keyStart),
          keyEnd,
          value: value ?? this.#stub(keyEnd, inner),
        });
      }
      at = cursor.at;
    } while (cursor.column === column);
    if (cursor.column > column) throw UNCERTAIN;
    this.#keys.close(map);
    this.#depth--;
    if (shape === undefined) return undefined;
    return { type: "map", flow: false, column, start, end: cursor.contentEnd, entries };
  }

  #fieldShape(
    shape: Shape,
    object: ObjectShape | undefined,
    start: number,
    stop: number,
  ): Shape | undefined {
    if (shape.all) return shape;
    if (object !== undefined) {
      const key = this.#text.slice(start, stop);
      const identity = ObjectShape.shapeOfIdentity(key);
      if (identity !== undefined) return identity;
    }
    const fields = object?.fields ?? shape;
    if (fields.all) return fields;
    for (const { key, shape: inner } of fields.keys) {
      if (key.length === stop - start && this.#text.startsWith(key, start)) return inner;
    }
    return fields.values;
  }

  /** A list's items need no node in a map that skips it, but a sibling may want to look like it. */
  #list(column: number, start: number, shape: Shape | undefined): LocatedList {
    const cursor = this.#cursor;
    if (++this.#depth > DEEPEST) throw UNCERTAIN;
    const items: LocatedItem[] = [];
    const inner = shape === undefined ? undefined : shape.all ? shape : shape.items;
    let at = start;
    do {
      if (!this.#isDash(at)) throw UNCERTAIN;
      const value = this.#itemValue(column, at + 1, inner);
      if (shape !== undefined) items.push({ start: at, value: value ?? this.#stub(at + 1, inner) });
      at = cursor.at;
    } while (cursor.column === column && this.#isDash(cursor.at));
    if (cursor.column > column) throw UNCERTAIN;
    this.#depth--;
    return { type: "list", flow: false, column, start, end: cursor.contentEnd, items };
  }

  /** What stands in a map for a value that was skipped; nothing for one that is null. */
  #stub(from: number, shape: Shape | undefined): LocatedNode | undefined {
    const end = this.#cursor.contentEnd;
    if (shape !== undefined || end <= from) return undefined;
    return { type: "scalar", start: from, end, value: null };
  }

  #entryValue(column: number, from: number, shape: Shape | undefined): LocatedNode | undefined {
    const cursor = this.#cursor;
    const at = cursor.skipSpaces(from);
    if (!this.#isLineOver(at, from)) return this.#inline(at, column, shape);
    cursor.contentEnd = from;
    cursor.advance();
    if (cursor.column > column) return this.#nested(column, shape);
    if (cursor.column === column && this.#isDash(cursor.at)) {
      return this.#list(column, cursor.at, shape);
    }
    return undefined;
  }

  #itemValue(column: number, from: number, shape: Shape | undefined): LocatedNode | undefined {
    const cursor = this.#cursor;
    const at = cursor.skipSpaces(from);
    if (this.#isLineOver(at, from)) {
      cursor.contentEnd = from;
      cursor.advance();
      return cursor.column > column ? this.#nested(column, shape) : undefined;
    }
    const inner = at - cursor.line;
    if (this.#isDash(at)) return this.#list(inner, at, shape);
    if (this.#findKey(at)) return this.#map(inner, at, shape);
    return this.#inline(at, column, shape);
  }

  /** A node that begins on a line of its own, below a node at `column`. */
  #nested(column: number, shape: Shape | undefined): LocatedNode | undefined {
    const cursor = this.#cursor;
    if (this.#isDash(cursor.at)) return this.#list(cursor.column, cursor.at, shape);
    const code = this.#text.charCodeAt(cursor.at);
    if (code === OPEN_BRACE || code === OPEN_BRACKET) return this.#inline(cursor.at, column, shape);
    return this.#map(cursor.column, cursor.at, shape);
  }

  #isLineOver(at: number, from: number): boolean {
    if (at >= this.#cursor.stop) return true;
    return this.#text.charCodeAt(at) === HASH && this.#cursor.isRestEmpty(from);
  }

  /** A value that begins behind a key or a dash. */
  #inline(at: number, column: number, shape: Shape | undefined): LocatedNode | undefined {
    const code = this.#text.charCodeAt(at);
    if (code === PIPE || code === GREATER) return this.#blockScalar(at, column, shape);
    const isFlow = code === OPEN_BRACE || code === OPEN_BRACKET;
    const isQuoted = code === DOUBLE_QUOTE || code === SINGLE_QUOTE;
    const node = isFlow ? this.#flowCollection(at, column) : this.#scalar(at, isQuoted, shape);
    this.#cursor.advance();
    if (this.#cursor.column > column) {
      // A deeper line goes on with a plain scalar, and is an error behind anything else.
      if (isFlow || isQuoted || shape !== undefined) throw UNCERTAIN;
      this.#restOfPlain(column);
    }
    return shape === undefined ? undefined : node;
  }

  #scalar(at: number, isQuoted: boolean, shape: Shape | undefined): LocatedNode | undefined {
    const cursor = this.#cursor;
    const end = isQuoted ? endOfQuoted(this.#text, at, cursor.stop) : this.#endOfPlain(at);
    if (isQuoted && !cursor.isRestEmpty(end)) throw UNCERTAIN;
    cursor.contentEnd = end;
    if (shape === undefined) return undefined;
    return { type: "scalar", start: at, end, value: this.#value(at, end, isQuoted) };
  }

  /** The further lines of a plain scalar that nobody needs: deeper, and without a gap. */
  #restOfPlain(column: number): void {
    const cursor = this.#cursor;
    do {
      // Blank lines or comments in between, or a comment behind the last line, change the rules.
      const gap = this.#text.slice(cursor.contentEnd, cursor.line);
      if (!/^ *\r?\n$/.test(gap)) throw UNCERTAIN;
      cursor.contentEnd = this.#endOfPlainLine(cursor.at);
      cursor.advance();
    } while (cursor.column > column);
  }

  #value(start: number, end: number, quoted: boolean): string | number | boolean | null {
    if (quoted) return quotedValue(this.#text, start, end);
    return resolvePlain(this.#text.slice(start, end));
  }

  #flowCollection(at: number, column: number): LocatedNode {
    const cursor = this.#cursor;
    const node = this.#flow.read(at, column);
    const { end } = node;
    if (end > cursor.stop) {
      // It went over several lines: the rest of the last one is what is left to look at.
      cursor.next = this.#text.lastIndexOf("\n", end - 1) + 1;
      cursor.advance();
    }
    if (!cursor.isRestEmpty(end)) throw UNCERTAIN;
    cursor.contentEnd = end;
    return node;
  }

  #blockScalar(at: number, column: number, shape: Shape | undefined): LocatedNode | undefined {
    const value = readBlockScalar(this.#cursor, at, column, shape !== undefined);
    if (value === undefined) return undefined;
    return { type: "scalar", start: at, end: this.#cursor.contentEnd, value };
  }

  /** The end of the plain scalar at `start`, as far as its first line goes. */
  #endOfPlain(start: number): number {
    if (isSpecialStart(this.#text.charCodeAt(start)) || this.#isDash(start)) throw UNCERTAIN;
    return this.#endOfPlainLine(start);
  }

  #endOfPlainLine(start: number): number {
    const text = this.#text;
    const { stop } = this.#cursor;
    let end = start;
    for (let at = start; at < stop; at++) {
      const code = text.charCodeAt(at);
      if (code === SPACE) continue;
      if (isOdd(code)) throw UNCERTAIN;
      if (code === HASH && at > start && text.charCodeAt(at - 1) === SPACE) {
        if (!this.#cursor.isRestEmpty(end)) throw UNCERTAIN;
        break;
      }
      if (code === COLON && (at + 1 === stop || text.charCodeAt(at + 1) === SPACE)) throw UNCERTAIN;
      end = at + 1;
    }
    return end;
  }

  /** The last of two equal keys counts. What decides the shape must not change behind it. */
  #duplicate(start: number, stop: number, object: ObjectShape | undefined): void {
    const key = this.#text.slice(start, stop);
    if (object && ObjectShape.isShapedBy(key)) throw UNCERTAIN;
    this.duplicates.push({ key, start: this.#quoteStart(start) });
  }

  #isDash(at: number): boolean {
    if (this.#text.charCodeAt(at) !== DASH) return false;
    return at + 1 >= this.#cursor.stop || this.#text.charCodeAt(at + 1) === SPACE;
  }

  /** Looks for `key:` at `at`; what it finds is left in the fields for it. */
  #findKey(at: number): boolean {
    const text = this.#text;
    const { stop } = this.#cursor;
    const first = text.charCodeAt(at);
    if (first === DOUBLE_QUOTE || first === SINGLE_QUOTE) return this.#findQuotedKey(at);
    for (let end = at; end < stop; end++) {
      const code = text.charCodeAt(end);
      if (code === COLON && (end + 1 === stop || text.charCodeAt(end + 1) === SPACE)) {
        if (end === at || end - at > LONGEST_KEY || isSpecialStart(first)) throw UNCERTAIN;
        const keyStop = text.charCodeAt(end - 1) === SPACE ? this.#beforeSpaces(end) : end;
        if (first === DASH || this.#isNoString(first, at, keyStop)) throw UNCERTAIN;
        this.#keyStart = at;
        this.#keyStop = keyStop;
        this.#keyEnd = end + 1;
        return true;
      }
      if (code === HASH && end > at && text.charCodeAt(end - 1) === SPACE) return false;
      if (isOdd(code)) throw UNCERTAIN;
    }
    return false;
  }

  #beforeSpaces(end: number): number {
    while (this.#text.charCodeAt(end - 1) === SPACE) end--;
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

  #findQuotedKey(at: number): boolean {
    const end = endOfQuoted(this.#text, at, this.#cursor.stop);
    if (this.#text.charCodeAt(end) !== COLON) return false;
    const after = end + 1;
    if (after < this.#cursor.stop && this.#text.charCodeAt(after) !== SPACE) throw UNCERTAIN;
    // Escapes and doubled quotes would have to be undone before keys can be compared.
    if (/[\\']/.test(this.#text.slice(at + 1, end - 1))) throw UNCERTAIN;
    this.#keyStart = at + 1;
    this.#keyStop = end - 1;
    this.#keyEnd = after;
    return true;
  }

  #quoteStart(keyStart: number): number {
    const before = this.#text.charCodeAt(keyStart - 1);
    return before === DOUBLE_QUOTE || before === SINGLE_QUOTE ? keyStart - 1 : keyStart;
  }
}
