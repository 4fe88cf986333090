/** A key of a block map. */
export const KEY = 0;
/** A dash of a block list. */
export const ITEM = 1;

/** Nothing stands behind the key or dash on its line: what is below it, or null. */
export const NO_VALUE = 0;
export const PLAIN = 1;
export const QUOTED = 2;
export const FLOW = 3;
export const BLOCK_SCALAR = 4;
/** A plain scalar of several lines: known to be one, but not what it says. */
export const FOLDED_PLAIN = 5;

export type TokenKind = typeof KEY | typeof ITEM;

/** Numbers to a row, side by side. */
const WIDTH = 6;

/** Characters of a text to a row: of most, fewer. */
const MOST_TO_ROW = 16;

/**
 * The keys and dashes of a document, a row each, in the order of the text: plain numbers, filled
 * anew for every document, so that reading one leaves nothing behind to be collected.
 */
export class TokenTable {
  length = 0;
  #cells = new Int32Array(0);

  /**
   * Forgets all rows, and makes room for those of a text of some length: memory that nothing is
   * written to costs nothing, to grow step by step costs a copy each.
   */
  clear(textLength: number): void {
    this.length = 0;
    const room = Math.ceil(textLength / MOST_TO_ROW) * WIDTH;
    const { length } = this.#cells;
    if (length < room) this.#cells = new Int32Array(Math.max(length * 2, room));
  }

  /** @param behind - just behind the colon, or the dash */
  add(kind: TokenKind, start: number, stop: number, behind: number): void {
    const row = this.length++;
    const at = row * WIDTH;
    if (at === this.#cells.length) this.#grow();
    const cells = this.#cells;
    cells[at] = start;
    cells[at + 1] = stop;
    cells[at + 2] = behind;
    cells[at + 3] = behind;
    cells[at + 4] = row + 1;
    // The kind of the row, and above it that of its value.
    cells[at + 5] = kind;
  }

  /** Gives the last row the value that stands behind it. */
  setValue(kind: number, start: number, end: number): void {
    const at = (this.length - 1) * WIDTH;
    const cells = this.#cells;
    cells[at + 2] = start;
    cells[at + 3] = end;
    cells[at + 5] = ((cells[at + 5] as number) & 1) | (kind << 1);
  }

  setNext(row: number, next: number): void {
    this.#cells[row * WIDTH + 4] = next;
  }

  /** Where the key, or the dash, begins; a quoted key inside its quotes. */
  start(row: number): number {
    return this.#cells[row * WIDTH] as number;
  }

  /** Where the key, or the dash, ends. */
  stop(row: number): number {
    return this.#cells[row * WIDTH + 1] as number;
  }

  valueStart(row: number): number {
    return this.#cells[row * WIDTH + 2] as number;
  }

  /** Where the value ends; where there is none, behind the colon or dash. */
  valueEnd(row: number): number {
    return this.#cells[row * WIDTH + 3] as number;
  }

  /** The first row that is not below this one. */
  next(row: number): number {
    return this.#cells[row * WIDTH + 4] as number;
  }

  kind(row: number): number {
    return (this.#cells[row * WIDTH + 5] as number) & 1;
  }

  valueKind(row: number): number {
    return (this.#cells[row * WIDTH + 5] as number) >> 1;
  }

  #grow(): void {
    const cells = new Int32Array(this.#cells.length * 2);
    cells.set(this.#cells);
    this.#cells = cells;
  }
}
