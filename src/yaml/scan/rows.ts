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

export type RowKind = typeof KEY | typeof ITEM;

/**
 * The keys and dashes of a document, a row each, in the order of the text: columns of numbers that
 * are filled anew for every document, so that reading one allocates nothing.
 */
export class Rows {
  length = 0;
  readonly kind: number[] = [];
  readonly column: number[] = [];
  /** Where the key, or the dash, begins; a quoted key inside its quotes. */
  readonly start: number[] = [];
  /** Where the key ends. */
  readonly stop: number[] = [];
  /** Just behind the colon, or the dash. */
  readonly behind: number[] = [];
  readonly valueKind: number[] = [];
  readonly valueStart: number[] = [];
  readonly valueEnd: number[] = [];
  /** The first row that is not below this one. */
  readonly next: number[] = [];

  clear(): void {
    this.length = 0;
  }

  add(kind: RowKind, column: number, start: number, stop: number, behind: number): void {
    const row = this.length++;
    this.kind[row] = kind;
    this.column[row] = column;
    this.start[row] = start;
    this.stop[row] = stop;
    this.behind[row] = behind;
    this.valueKind[row] = NO_VALUE;
    this.valueStart[row] = behind;
    this.valueEnd[row] = behind;
    this.next[row] = row + 1;
  }

  /** Gives the last row the value that stands behind it. */
  setValue(kind: number, start: number, end: number): void {
    const row = this.length - 1;
    this.valueKind[row] = kind;
    this.valueStart[row] = start;
    this.valueEnd[row] = end;
  }
}
