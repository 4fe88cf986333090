/**
 * A text some of whose lines are indented further than they were, and the way back from it: the
 * `yaml` package refuses quoted and flow text that is indented less than the key it belongs to,
 * which kubectl reads.
 */
export class MendedText {
  readonly text: string;
  readonly #original: string;
  /** Blanks put in, by offset into the original, in order. */
  readonly #blanks: ReadonlyMap<number, number>;

  constructor(original: string, blanks: ReadonlyMap<number, number> = new Map()) {
    this.#original = original;
    this.#blanks = blanks;
    let [text, from] = ["", 0];
    for (const [offset, count] of blanks) {
      text += original.slice(from, offset) + " ".repeat(count);
      from = offset;
    }
    this.text = text + original.slice(from);
  }

  /** Indents every line that begins within a span of `text` by so many blanks more. */
  indent(start: number, end: number, count: number): MendedText {
    const blanks = new Map(this.#blanks);
    const last = this.toOriginal(end);
    let line = this.#original.indexOf("\n", this.toOriginal(start)) + 1;
    while (line > 0 && line < last) {
      blanks.set(line, (blanks.get(line) ?? 0) + count);
      line = this.#original.indexOf("\n", line) + 1;
    }
    return new MendedText(this.#original, new Map([...blanks].sort(([a], [b]) => a - b)));
  }

  /** Where an offset into `text` lies in the original. */
  toOriginal(offset: number): number {
    let shift = 0;
    for (const [at, count] of this.#blanks) {
      if (at + shift >= offset) break;
      shift += Math.min(count, offset - shift - at);
    }
    return offset - shift;
  }
}
