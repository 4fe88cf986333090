import { DOUBLE_QUOTE, SINGLE_QUOTE } from "../text/characters.ts";
import type { DocumentBytes } from "./document-bytes.ts";

/** A key of a block map. */
export const KEY = 0;
/** A dash of a block list. */
export const ITEM = 1;

export type TokenKind = typeof KEY | typeof ITEM;

/** Cells of a token. */
const WIDTH = 6;

/** Most documents have fewer tokens: one for this many characters. */
const CHARACTERS_PER_TOKEN = 16;

/**
 * The keys and dashes of a document, in the order of the text: plain numbers in one array, which is
 * refilled for every document, so that reading one allocates nothing.
 * See docs/adr/0009-bytes-rows-and-nodes-on-demand.md.
 */
export class TokenTable {
  readonly document: DocumentBytes;
  length = 0;
  #cells = new Int32Array(0);

  constructor(document: DocumentBytes) {
    this.document = document;
  }

  /** Removes all tokens, and makes room for those of the document: memory that is not used costs nothing. */
  clear(): void {
    this.length = 0;
    const room = Math.ceil(this.document.text.length / CHARACTERS_PER_TOKEN) * WIDTH;
    const { length } = this.#cells;
    if (length < room) this.#cells = new Int32Array(Math.max(length * 2, room));
  }

  /** @param valueFrom - the offset after the colon or dash */
  add(kind: TokenKind, start: number, stop: number, valueFrom: number): void {
    const token = this.length++;
    const at = token * WIDTH;
    if (at === this.#cells.length) this.#grow();
    const cells = this.#cells;
    cells[at] = start;
    cells[at + 1] = stop;
    cells[at + 2] = valueFrom;
    cells[at + 3] = valueFrom;
    cells[at + 4] = token + 1;
    // The kind of the token in the lowest bit, that of its value in the others.
    cells[at + 5] = kind;
  }

  /** Sets the value of the last token. */
  setValue(kind: number, start: number, end: number): void {
    const at = (this.length - 1) * WIDTH;
    const cells = this.#cells;
    cells[at + 2] = start;
    cells[at + 3] = end;
    cells[at + 5] = ((cells[at + 5] as number) & 1) | (kind << 1);
  }

  setNext(token: number, next: number): void {
    this.#cells[token * WIDTH + 4] = next;
  }

  /** Where the key or dash begins; the quote before a key is not part of it. */
  start(token: number): number {
    return this.#cells[token * WIDTH] as number;
  }

  /** Where the key or dash ends. */
  stop(token: number): number {
    return this.#cells[token * WIDTH + 1] as number;
  }

  valueStart(token: number): number {
    return this.#cells[token * WIDTH + 2] as number;
  }

  /** Where the value ends; after the colon or dash if there is none. */
  valueEnd(token: number): number {
    return this.#cells[token * WIDTH + 3] as number;
  }

  /** The first token that is not below this one. */
  next(token: number): number {
    return this.#cells[token * WIDTH + 4] as number;
  }

  kind(token: number): number {
    return (this.#cells[token * WIDTH + 5] as number) & 1;
  }

  valueKind(token: number): number {
    return (this.#cells[token * WIDTH + 5] as number) >> 1;
  }

  key(token: number): string {
    return this.document.text.slice(this.start(token), this.stop(token));
  }

  hasKey(token: number, key: string): boolean {
    const start = this.start(token);
    return this.stop(token) - start === key.length && this.document.text.startsWith(key, start);
  }

  /** Where the key, including its quote, or the dash begins. */
  quotedStart(token: number): number {
    const start = this.start(token);
    const before = this.document.bytes[start - 1];
    return before === DOUBLE_QUOTE || before === SINGLE_QUOTE ? start - 1 : start;
  }

  #grow(): void {
    const cells = new Int32Array(this.#cells.length * 2);
    cells.set(this.#cells);
    this.#cells = cells;
  }
}
