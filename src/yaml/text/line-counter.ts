import type { Position } from "../../core/issue.ts";

/** Tells lines and columns of offsets, each part of the text being looked at once or twice. */
export class LineCounter {
  readonly #text: string;
  readonly #firstOffset: number;
  /** The line that was asked for last: its number, where it begins, and where it ends. */
  #line: number;
  #lineStart = 0;
  #lineEnd: number;
  /** Where the lines begin from that one on, as far as positions were asked for. */
  #starts: number[] = [];
  #startsEnd = 0;

  /**
   * @param firstLine - the line that the text begins with
   * @param firstOffset - the offset that it begins with
   */
  constructor(text: string, firstLine = 1, firstOffset = 0) {
    this.#text = text;
    this.#line = firstLine;
    this.#firstOffset = firstOffset;
    this.#lineEnd = this.#endFrom(0);
  }

  /** The line that an offset is on. Ask in ascending order. */
  lineAt(offset: number): number {
    while (this.#lineEnd < offset) {
      this.#lineStart = this.#lineEnd + 1;
      this.#lineEnd = this.#endFrom(this.#lineStart);
      this.#line++;
    }
    return this.#line;
  }

  /** The position of any offset: quickly where it is behind the line asked for last. */
  positionAt(offset: number): Position {
    const [line, start] = offset < this.#lineStart ? this.#above(offset) : this.#below(offset);
    return { line, column: offset - start + 1, offset: offset + this.#firstOffset };
  }

  #above(offset: number): [line: number, start: number] {
    let [line, start] = [this.#line, this.#lineStart];
    while (start > offset) {
      start = start < 2 ? 0 : this.#text.lastIndexOf("\n", start - 2) + 1;
      line--;
    }
    return [line, start];
  }

  #below(offset: number): [line: number, start: number] {
    if (this.#starts[0] !== this.#lineStart) {
      this.#starts = [this.#lineStart];
      this.#startsEnd = this.#lineEnd;
    }
    while (this.#startsEnd < offset) {
      this.#starts.push(this.#startsEnd + 1);
      this.#startsEnd = this.#endFrom(this.#startsEnd + 1);
    }
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return [this.#line + low, this.#starts[low] as number];
  }

  #endFrom(start: number): number {
    const newline = this.#text.indexOf("\n", start);
    return newline === -1 ? Number.POSITIVE_INFINITY : newline;
  }
}
