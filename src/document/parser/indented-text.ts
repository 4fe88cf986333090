/**
 * A text some of whose lines are indented further than they were, and the way back from it: the
 * `yaml` package refuses quoted and flow text that is indented less than the key it belongs to,
 * which kubectl reads.
 */
export class IndentedText {
  readonly text: string;
  readonly #original: string;
  /** Blanks put in, by offset into the original, in order. */
  readonly #blanks: ReadonlyMap<number, number>;
  /** Where in `text` they begin, and what they stand before in the original. */
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

  /** Indents every line that begins within a span of `text` by so many blanks more. */
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

  /** Where an offset into `text` lies in the original. */
  toOriginal(offset: number): number {
    let [low, high] = [0, this.#starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] as number) < offset) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return offset;
    const before = this.#offsets[low - 1] as number;
    const behind = offset - (this.#starts[low - 1] as number);
    return before + Math.max(0, behind - (this.#blanks.get(before) ?? 0));
  }
}
