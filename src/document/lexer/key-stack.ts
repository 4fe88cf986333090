import type { DocumentBytes } from "./document-bytes.ts";

/** Maps longer than this are held against a set; shorter ones key by key, without allocation. */
const FEW = 12;

/**
 * The keys of every map that is being read, innermost last: tells whether a key stands twice in its
 * map. Linear however long a map is.
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

  /** Begins a map; what is answered ends it. */
  open(): number {
    return this.#size;
  }

  close(map: number): void {
    if (this.#size - map > FEW) this.#sets.delete(map);
    this.#size = map;
  }

  /** Adds the key from `start` to `end` to a map; answers whether it is new there. */
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
    for (let index = map; index < this.#size; index++) {
      const other = this.#starts[index] as number;
      if ((this.#ends[index] as number) - other === end - start && this.#same(other, start, end)) {
        return false;
      }
    }
    return true;
  }

  #same(other: number, start: number, end: number): boolean {
    const { bytes, text } = this.#document;
    for (let offset = end - start - 1; offset >= 0; offset--) {
      if (bytes[other + offset] !== bytes[start + offset]) return false;
    }
    // Bytes do not tell letters beyond ASCII apart.
    return text.startsWith(text.slice(start, end), other);
  }

  #isNewAmongMany(map: number, start: number, end: number): boolean {
    let keys = this.#sets.get(map);
    if (keys === undefined) {
      keys = new Set();
      for (let index = map; index < this.#size; index++) {
        keys.add(this.#document.slice(this.#starts[index] as number, this.#ends[index] as number));
      }
      this.#sets.set(map, keys);
    }
    const before = keys.size;
    return keys.add(this.#document.slice(start, end)).size > before;
  }
}
