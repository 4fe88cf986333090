import type { Position } from "../core/issue.ts";

/** Tells lines and columns of ascending offsets, each part of the text being looked at once. */
export class LineCounter {
  readonly #text: string;
  readonly #firstOffset: number;
  #line: number;
  #lineStart = 0;

  /**
   * @param firstLine - the line that the text begins with
   * @param firstOffset - the offset that it begins with
   */
  constructor(text: string, firstLine = 1, firstOffset = 0) {
    this.#text = text;
    this.#line = firstLine;
    this.#firstOffset = firstOffset;
  }

  /** The line that an offset is on. Ask in ascending order. */
  lineAt(offset: number): number {
    for (;;) {
      const newline = this.#text.indexOf("\n", this.#lineStart);
      if (newline === -1 || newline >= offset) return this.#line;
      this.#lineStart = newline + 1;
      this.#line++;
    }
  }

  /** The position of an offset behind the one asked for last, from where counting goes on there. */
  positionAt(offset: number): Position {
    const counter = new LineCounter(this.#text, this.#line, this.#firstOffset);
    counter.#lineStart = this.#lineStart;
    const line = counter.lineAt(offset);
    const column = offset - counter.#lineStart + 1;
    return { line, column, offset: offset + this.#firstOffset };
  }
}
