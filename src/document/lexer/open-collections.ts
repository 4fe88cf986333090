import type { KeyStack } from "./key-stack.ts";
import { ITEM, KEY, type TokenKind, type TokenTable } from "./token-table.ts";
import { UNCERTAIN } from "./uncertain.ts";

/** Deeper block nesting is left to the `yaml` package, which knows the limit. */
const DEEPEST = 100;

/** The block collections that are open, innermost last, and the row each of them stands at. */
export class OpenCollections {
  readonly #rows: TokenTable;
  readonly #keys: KeyStack;
  readonly #kind: number[] = [];
  readonly #column: number[] = [];
  readonly #row: number[] = [];
  readonly #map: number[] = [];
  #depth = 0;

  constructor(rows: TokenTable, keys: KeyStack) {
    this.#rows = rows;
    this.#keys = keys;
  }

  clear(): void {
    this.#depth = 0;
  }

  /** The keys of the innermost map. */
  get map(): number {
    return this.#map[this.#depth - 1] as number;
  }

  /** The column of the innermost collection; -1 before the first. */
  get column(): number {
    return this.#depth === 0 ? -1 : (this.#column[this.#depth - 1] as number);
  }

  /**
   * Finds the collection that the next row, which begins a line, belongs to; opens it where the row
   * before has no value yet.
   *
   * @param isOpen - whether the row before can take a collection as its value
   */
  place(kind: TokenKind, column: number, isOpen: boolean): void {
    const before = this.#depth;
    while (this.#depth > 0 && this.column > column) this.#close();
    if (this.column < column) {
      if (before !== this.#depth || !isOpen) throw UNCERTAIN;
      this.open(kind, column);
    } else if (this.#kind[this.#depth - 1] === kind) {
      this.#step();
    } else if (kind === KEY) {
      // Behind a list whose dashes stand below their key.
      this.#close();
      if (this.column !== column) throw UNCERTAIN;
      this.#step();
    } else {
      if (before !== this.#depth || !isOpen) throw UNCERTAIN;
      this.open(ITEM, column);
    }
  }

  /** Opens a collection at the next row. */
  open(kind: TokenKind, column: number): void {
    if (this.#depth === DEEPEST) throw UNCERTAIN;
    const at = this.#depth++;
    this.#kind[at] = kind;
    this.#column[at] = column;
    this.#row[at] = this.#rows.length;
    this.#map[at] = this.#keys.open();
  }

  closeAll(): void {
    while (this.#depth > 0) this.#close();
  }

  /** The next row is a sibling of the one that the collection stands at. */
  #step(): void {
    const at = this.#depth - 1;
    this.#rows.setNext(this.#row[at] as number, this.#rows.length);
    this.#row[at] = this.#rows.length;
  }

  #close(): void {
    const at = --this.#depth;
    this.#rows.setNext(this.#row[at] as number, this.#rows.length);
    if (this.#kind[at] === KEY) this.#keys.close(this.#map[at] as number);
  }
}
