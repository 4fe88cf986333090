import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  DOUBLE_QUOTE,
  NEWLINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  RETURN,
  SPACE,
  TAB,
} from "./characters.ts";

const BYTE_ORDER_MARK = 0xfeff;

/** Follows JSON objects that arrive in chunks, one behind the other. */
export class JsonNesting {
  /** How much has been fed, and not been cut off. */
  #length = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Behind a brace that opens an object, or else the rest is no row of objects. */
  #opening = false;
  #isFirst = true;
  #isOver = false;
  /** Behind the last line break since an object ended; 0 where there is none. */
  #lineStart = 0;

  /** The start of the line on which the last object begins, where the text may be cut; 0 for none. */
  feed(chunk: string): number {
    let cut = 0;
    for (let at = 0; at < chunk.length && !this.#isOver; at++) {
      const code = chunk.charCodeAt(at);
      if (this.#inString) this.#string(code);
      else if (this.#depth === 0) this.#between(code, at);
      else if (this.#opening) cut = this.#open(code) || cut;
      else this.#within(code);
    }
    this.#length += chunk.length - cut;
    if (this.#lineStart > 0) this.#lineStart -= cut;
    return cut;
  }

  #between(code: number, at: number): void {
    if (code === OPEN_BRACE) {
      this.#depth = 1;
      this.#opening = true;
    } else if (code === NEWLINE) {
      this.#lineStart = this.#length + at + 1;
    } else if (!isBlank(code)) {
      const isMark = code === BYTE_ORDER_MARK && this.#length + at === 0;
      this.#isOver = !isMark;
    }
  }

  #open(code: number): number {
    if (isBlank(code)) return 0;
    this.#opening = false;
    if (code !== DOUBLE_QUOTE && code !== CLOSE_BRACE) {
      this.#isOver = true;
      return 0;
    }
    const cut = this.#isFirst ? 0 : this.#lineStart;
    this.#isFirst = false;
    this.#lineStart = 0;
    this.#within(code);
    return cut;
  }

  #within(code: number): void {
    if (code === DOUBLE_QUOTE) this.#inString = true;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) this.#depth++;
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) this.#depth--;
  }

  #string(code: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (code === BACKSLASH) this.#escaped = true;
    else if (code === DOUBLE_QUOTE) this.#inString = false;
  }
}

function isBlank(code: number): boolean {
  return code === SPACE || code === NEWLINE || code === RETURN || code === TAB;
}
