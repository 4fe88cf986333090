/**
 * A text with extra indentation on some lines, and the way back to the original: the `yaml` package
 * refuses quoted and flow text that is indented less than its key, and kubectl accepts it.
 */
export class IndentedText {
  readonly text: string;
  readonly #original: string;
  /** The blanks inserted, by offset into the original, in order. */
  readonly #blanks: ReadonlyMap<number, number>;
  /** Where each of them begins in `text`, and where it is inserted in the original. */
  readonly #starts: number[] = [];
  readonly #offsets: number[] = [];

  constructor(original: string, blanks: ReadonlyMap<number, number> = new Map()) {
    this.#original = original;
    this.#blanks = blanks;
    const parts: string[] = [];
    let [from, shift] = [0, 0];
    for (const [offset, count] of blanks) {
      this.#starts.push(offset + shift);
      this.#offsets.push(offset);
      parts.push(original.slice(from, offset), " ".repeat(count));
      from = offset;
      shift += count;
    }
    this.text = parts.join("") + original.slice(from);
  }

  /** Adds `count` blanks to every line that begins between two offsets into `text`. */
  indent(start: number, end: number, count: number): IndentedText {
    const blanks = new Map(this.#blanks);
    const last = this.toOriginal(end);
    let line = this.#original.indexOf("\n", this.toOriginal(start)) + 1;
    while (line > 0 && line < last) {
      blanks.set(line, (blanks.get(line) ?? 0) + count);
      line = this.#original.indexOf("\n", line) + 1;
    }
    return new IndentedText(this.#original, new Map([...blanks].sort(([a], [b]) => a - b)));
  }

  /** Converts an offset into `text` to an offset into the original. */
  toOriginal(offset: number): number {
    let [low, high] = [0, this.#starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] as number) < offset) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return offset;
    const inserted = this.#offsets[low - 1] as number;
    const distance = offset - (this.#starts[low - 1] as number);
    return inserted + Math.max(0, distance - (this.#blanks.get(inserted) ?? 0));
  }
}
