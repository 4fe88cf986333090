import { UNCERTAIN } from "./document-bytes.ts";
import { KeyStack } from "./key-stack.ts";
import { ITEM, KEY, type TokenKind, type TokenTable } from "./token-table.ts";

/** Deeper nesting is left to the `yaml` package, which has the limit. */
const MAX_DEPTH = 100;

/** The block collections that are open, innermost last, with the last token of each. */
export class OpenCollections {
  readonly #tokens: TokenTable;
  readonly #keys: KeyStack;
  readonly #kind: number[] = [];
  readonly #column: number[] = [];
  readonly #token: number[] = [];
  readonly #map: number[] = [];
  #depth = 0;

  constructor(tokens: TokenTable) {
    this.#tokens = tokens;
    this.#keys = new KeyStack(tokens.document);
  }

  clear(): void {
    this.#depth = 0;
    this.#keys.clear();
  }

  /** The column of the innermost collection; -1 before the first. */
  get column(): number {
    return this.#depth === 0 ? -1 : (this.#column[this.#depth - 1] as number);
  }

  /** Adds a key to the innermost map; returns whether it is new there. */
  addKey(start: number, stop: number): boolean {
    return this.#keys.add(this.#map[this.#depth - 1] as number, start, stop);
  }

  /**
   * Finds the collection of the next token, which begins a line, and opens it if it is the value of the
   * last token.
   *
   * @param canOpen - whether the last token can have a collection as its value
   */
  place(kind: TokenKind, column: number, canOpen: boolean): void {
    const before = this.#depth;
    while (this.column > column) this.#close();
    if (this.column === column && kind === KEY && this.#kind[this.#depth - 1] === ITEM) {
      // The key after a list whose dashes are in the column of its key.
      this.#close();
      if (this.column !== column) throw UNCERTAIN;
    }
    const last = this.#depth - 1;
    if (this.column === column && this.#kind[last] === kind) {
      this.#tokens.setNext(this.#token[last] as number, this.#tokens.length);
      this.#token[last] = this.#tokens.length;
    } else {
      if (before !== this.#depth || !canOpen) throw UNCERTAIN;
      this.open(kind, column);
    }
  }

  /** Opens a collection at the next token. */
  open(kind: TokenKind, column: number): void {
    if (this.#depth === MAX_DEPTH) throw UNCERTAIN;
    const at = this.#depth++;
    this.#kind[at] = kind;
    this.#column[at] = column;
    this.#token[at] = this.#tokens.length;
    this.#map[at] = this.#keys.open();
  }

  closeAll(): void {
    while (this.#depth > 0) this.#close();
  }

  #close(): void {
    const at = --this.#depth;
    this.#tokens.setNext(this.#token[at] as number, this.#tokens.length);
    if (this.#kind[at] === KEY) this.#keys.close(this.#map[at] as number);
  }
}
