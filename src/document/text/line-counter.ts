import type { Position } from "../../result/issue.ts";

/** Converts offsets to lines and columns. Searches the text for line breaks once, as far as needed. */
export class LineCounter {
  readonly #text: string;
  readonly #firstLine: number;
  readonly #firstOffset: number;
  /** Where lines begin, and where the last of them ends. */
  readonly #starts: number[] = [0];
  #end: number;

  /**
   * @param firstLine - the line that the text begins with
   * @param firstOffset - the offset that the text begins with
   */
  constructor(text: string, firstLine = 1, firstOffset = 0) {
    this.#text = text;
    this.#firstLine = firstLine;
    this.#firstOffset = firstOffset;
    this.#end = this.#lineEnd(0);
  }

  positionAt(offset: number): Position {
    while (this.#end < offset) {
      this.#starts.push(this.#end + 1);
      this.#end = this.#lineEnd(this.#end + 1);
    }
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return {
      line: this.#firstLine + low,
      column: offset - (this.#starts[low] as number) + 1,
      offset: offset + this.#firstOffset,
    };
  }

  #lineEnd(start: number): number {
    const newline = this.#text.indexOf("\n", start);
    return newline === -1 ? Number.POSITIVE_INFINITY : newline;
  }
}
