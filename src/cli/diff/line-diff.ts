import { diffArrays } from "diff";

/** Hears the lines of a diff in order. */
export interface DiffLines {
  equal(line: string): void;
  removed(line: string): void;
  added(line: string): void;
}

/** Lines compared at a time: many more than one container takes. */
const WINDOW = 128;

/** The lines of one side, read from the front, filled at the end. */
class Lines {
  #lines: string[] = [];
  #next = 0;
  #rest = "";

  get length(): number {
    return this.#lines.length - this.#next;
  }

  get first(): string {
    return this.#lines[this.#next] as string;
  }

  push(text: string): void {
    this.#lines = this.#lines.slice(this.#next);
    this.#next = 0;
    const lines = (this.#rest + text).split(/(?<=\n)/);
    this.#rest = lines.at(-1)?.endsWith("\n") ? "" : (lines.pop() ?? "");
    for (const line of lines) this.#lines.push(line);
  }

  end(): void {
    if (this.#rest !== "") this.#lines.push(this.#rest);
    this.#rest = "";
  }

  window(size: number): string[] {
    return this.#lines.slice(this.#next, this.#next + size);
  }

  skip(count: number): void {
    this.#next += count;
  }
}

/**
 * Compares two texts that arrive in pieces, in bounded memory and linear time: equal lines pass
 * through, and where they differ a window of both is compared until they meet again.
 */
export class LineDiff {
  readonly #old = new Lines();
  readonly #new = new Lines();
  readonly #to: DiffLines;
  #ended = false;
  #window = WINDOW;

  constructor(to: DiffLines) {
    this.#to = to;
  }

  push(oldText: string, newText: string): void {
    this.#old.push(oldText);
    this.#new.push(newText);
    this.#compare();
  }

  end(): void {
    this.#old.end();
    this.#new.end();
    this.#ended = true;
    this.#compare();
  }

  #compare(): void {
    for (;;) {
      this.#equalLines();
      const available = Math.min(this.#old.length, this.#new.length);
      if (this.#old.length + this.#new.length === 0) return;
      if (!this.#ended && available < this.#window) return;
      this.#compareWindow();
    }
  }

  #equalLines(): void {
    while (this.#old.length > 0 && this.#new.length > 0 && this.#old.first === this.#new.first) {
      this.#to.equal(this.#old.first);
      this.#old.skip(1);
      this.#new.skip(1);
      this.#window = WINDOW;
    }
  }

  /** Passes on what is certain: up to the last line the two windows share, or all at the end. */
  #compareWindow(): void {
    const oldLines = this.#old.window(this.#window);
    const newLines = this.#new.window(this.#window);
    const parts = diffArrays(oldLines, newLines);
    const all =
      this.#ended && oldLines.length === this.#old.length && newLines.length === this.#new.length;
    const last = parts.map((part) => part.added || part.removed).lastIndexOf(false);
    if (last === -1 && !all) {
      this.#window *= 2;
      return;
    }
    for (const part of all ? parts : parts.slice(0, last + 1)) {
      if (!part.added) this.#old.skip(part.count);
      if (!part.removed) this.#new.skip(part.count);
      for (const line of part.value) {
        if (part.added) this.#to.added(line);
        else if (part.removed) this.#to.removed(line);
        else this.#to.equal(line);
      }
    }
  }
}
