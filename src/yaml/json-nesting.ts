const NEWLINE = 10;
const QUOTE = 34;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN = 123;
const CLOSE = 125;

/** Follows the nesting of JSON that arrives in chunks. */
export class JsonNesting {
  #depth = 0;
  #inString = false;
  #escaped = false;

  /** Behind the last line break of the chunk that is outside any object; 0 where there is none. */
  feed(chunk: string): number {
    let outside = 0;
    for (let at = 0; at < chunk.length; at++) {
      const code = chunk.charCodeAt(at);
      if (this.#inString) this.#string(code);
      else if (code === QUOTE) this.#inString = true;
      else if (code === OPEN || code === OPEN_LIST) this.#depth++;
      else if (code === CLOSE || code === CLOSE_LIST) this.#depth--;
      else if (code === NEWLINE && this.#depth === 0) outside = at + 1;
    }
    return outside;
  }

  #string(code: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (code === BACKSLASH) this.#escaped = true;
    else if (code === QUOTE) this.#inString = false;
  }
}
