import type { DocumentBytes } from "./document-bytes.ts";

/** Maps with more keys use a set; fewer keys are compared one by one, without allocation. */
const FEW = 12;

/**
 * The keys of every map that is being read, innermost last. Finds duplicate keys in linear time, however
 * many keys a map has.
 */
export class KeyStack {
  readonly #document: DocumentBytes;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #sets = new Map<number, Set<string>>();
  #size = 0;

  constructor(document: DocumentBytes) {
    this.#document = document;
  }

  clear(): void {
    this.#size = 0;
    if (this.#sets.size > 0) this.#sets.clear();
  }

  /** Opens a map, and returns its handle. */
  open(): number {
    return this.#size;
  }

  close(map: number): void {
    if (this.#size - map > FEW) this.#sets.delete(map);
    this.#size = map;
  }

  /** Adds the key from `start` to `end` to a map; returns whether it is new there. */
  add(map: number, start: number, end: number): boolean {
    const count = this.#size - map;
    const isNew =
      count < FEW ? this.#isNewAmongFew(map, start, end) : this.#isNewAmongMany(map, start, end);
    this.#starts[this.#size] = start;
    this.#ends[this.#size] = end;
    this.#size++;
    return isNew;
  }

  #isNewAmongFew(map: number, start: number, end: number): boolean {
    const { text, bytes } = this.#document;
    for (let index = map; index < this.#size; index++) {
      const other = this.#starts[index] as number;
      const otherEnd = this.#ends[index] as number;
      if (otherEnd - other !== end - start) continue;
      // Few keys of the same length have the same last byte.
      if (end > start && bytes[otherEnd - 1] !== bytes[end - 1]) continue;
      if (text.startsWith(text.slice(start, end), other)) return false;
    }
    return true;
  }

  #isNewAmongMany(map: number, start: number, end: number): boolean {
    const { text } = this.#document;
    let keys = this.#sets.get(map);
    if (keys === undefined) {
      keys = new Set();
      for (let index = map; index < this.#size; index++) {
        keys.add(text.slice(this.#starts[index], this.#ends[index]));
      }
      this.#sets.set(map, keys);
    }
    const before = keys.size;
    return keys.add(text.slice(start, end)).size > before;
  }
}
