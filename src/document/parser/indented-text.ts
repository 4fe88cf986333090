/**
 * A text with extra indentation on some lines, and the way back to the original: the `yaml` package
 * refuses quoted and flow text that is indented less than its key, and kubectl accepts it.
 */
export class IndentedText {
  readonly text: string;
  readonly #original: string;
  /** The blanks: where they begin in `text`, what they precede in the original, and their number. */
  readonly #inserted: {
    readonly start: number;
    readonly offset: number;
    readonly count: number;
  }[] = [];

  /** @param blanks - the number of blanks to insert, by offset */
  constructor(
    original: string,
    blanks: readonly (readonly [offset: number, count: number])[] = [],
  ) {
    this.#original = original;
    const parts: string[] = [];
    let [from, shift] = [0, 0];
    for (const [offset, count] of blanks) {
      this.#inserted.push({ start: offset + shift, offset, count });
      parts.push(original.slice(from, offset), " ".repeat(count));
      from = offset;
      shift += count;
    }
    this.text = parts.join("") + original.slice(from);
  }

  /** Adds `count` blanks to every line that begins between two offsets into `text`. */
  indent(start: number, end: number, count: number): IndentedText {
    const blanks = new Map(this.#inserted.map((inserted) => [inserted.offset, inserted.count]));
    const last = this.toOriginal(end);
    let line = this.#original.indexOf("\n", this.toOriginal(start)) + 1;
    while (line > 0 && line < last) {
      blanks.set(line, (blanks.get(line) ?? 0) + count);
      line = this.#original.indexOf("\n", line) + 1;
    }
    return new IndentedText(
      this.#original,
      [...blanks].sort(([a], [b]) => a - b),
    );
  }

  /** Converts an offset into `text` to an offset into the original. */
  toOriginal(offset: number): number {
    let [low, high] = [0, this.#inserted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#inserted[middle]?.start ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    const before = this.#inserted[low - 1];
    if (before === undefined) return offset;
    return before.offset + Math.max(0, offset - before.start - before.count);
  }
}
