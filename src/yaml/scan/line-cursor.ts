import { HASH, holdsOdd, NEWLINE, RETURN, SPACE, TAB } from "./characters.ts";
import { UNCERTAIN } from "./uncertain.ts";

/** Stands on one line with content at a time; blank lines and comments are passed over. */
export class LineCursor {
  readonly text: string;
  readonly end: number;
  /** Whether there is a line: false behind the last. */
  onLine = false;
  /** Where the line begins. */
  line = 0;
  /** Where its content begins, and the column of that. */
  at = 0;
  column = 0;
  /** Where the line ends, without its line break. */
  stop = 0;
  /** Where the next line begins. */
  next: number;
  /** The end of the last piece of content that was read. */
  contentEnd: number;

  constructor(text: string, start: number, end: number) {
    this.text = text;
    this.end = end;
    this.next = start;
    this.contentEnd = start;
  }

  /** Goes to the next line that is neither blank nor a comment. */
  advance(): void {
    const { text, end } = this;
    while (this.next < end) {
      const line = this.next;
      let at = line;
      while (text.charCodeAt(at) === SPACE) at++;
      const code = at < end ? text.charCodeAt(at) : NEWLINE;
      if (code === TAB) throw UNCERTAIN;
      if (code === NEWLINE || code === RETURN || code === HASH) {
        this.next = this.#lineBreak(at) + 1;
        if (code !== NEWLINE && holdsOdd(text.slice(at, this.next))) throw UNCERTAIN;
        continue;
      }
      const newline = this.#lineBreak(at);
      this.line = line;
      this.at = at;
      this.column = at - line;
      this.stop = text.charCodeAt(newline - 1) === RETURN ? newline - 1 : newline;
      this.next = newline + 1;
      this.onLine = true;
      return;
    }
    this.onLine = false;
    this.column = -1;
    this.at = this.end;
    this.stop = this.end;
  }

  /** Where the line break of the line at `from` is, or the end. */
  #lineBreak(from: number): number {
    const newline = this.text.indexOf("\n", from);
    return newline === -1 || newline > this.end ? this.end : newline;
  }

  /** The first place from `at` on that is no blank. */
  skipSpaces(at: number): number {
    while (at < this.stop && this.text.charCodeAt(at) === SPACE) at++;
    return at;
  }

  /** Whether nothing but a comment is left of the line from `at` on. */
  isRestEmpty(at: number): boolean {
    const rest = this.skipSpaces(at);
    if (rest >= this.stop) return true;
    if (rest === at || this.text.charCodeAt(rest) !== HASH) return false;
    if (holdsOdd(this.text.slice(rest, this.stop))) throw UNCERTAIN;
    return true;
  }
}
