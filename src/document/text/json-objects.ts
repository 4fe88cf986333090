import {
  BACKSLASH,
  BYTE_ORDER_MARK,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  DOUBLE_QUOTE,
  OPEN_BRACE,
  OPEN_BRACKET,
} from "./characters.ts";

/** The start of a JSON object, as opposed to a flow map of YAML or a template action. */
const JSON_OBJECT = /[ \t\r\n]*\{[ \t\r\n]*["}]/y;

/** Whether a JSON object comes next. A byte order mark may begin the text. */
export function isJsonObject(text: string, from: number): boolean {
  JSON_OBJECT.lastIndex = from === 0 && text.startsWith(BYTE_ORDER_MARK) ? 1 : from;
  return JSON_OBJECT.test(text);
}

const FIRST = /[^\S\uFEFF]*(\S|\uFEFF)/y;

/** Whether kubectl reads a text as JSON: it begins with a brace; `undefined` if it has blanks alone. */
export function beginsAsJson(text: string): boolean | undefined {
  FIRST.lastIndex = 0;
  const first = FIRST.exec(text)?.[1];
  return first === undefined ? undefined : first === "{";
}

/** Finds the end of a JSON object in text that may arrive in parts. */
export class JsonObjectEnd {
  #depth = 0;
  /** Whether a part ended within a string, and there after a backslash. */
  #inString = false;
  #isEscaped = false;

  /** The offset after the object, which begins at `from` or in an earlier part; -1 if it goes on. */
  find(text: string, from: number, limit: number): number {
    let at = this.#inString ? this.#afterString(text, from, limit) : from;
    let depth = this.#depth;
    while (at < limit) {
      const code = text.charCodeAt(at++);
      if (code === DOUBLE_QUOTE) at = this.#afterString(text, at, limit);
      else if (code === OPEN_BRACE || code === OPEN_BRACKET) depth++;
      else if ((code === CLOSE_BRACE || code === CLOSE_BRACKET) && --depth === 0) return at;
    }
    this.#depth = depth;
    return -1;
  }

  #afterString(text: string, from: number, limit: number): number {
    let at = this.#isEscaped ? from + 1 : from;
    for (;;) {
      const quote = text.indexOf('"', at);
      this.#inString = quote === -1 || quote >= limit;
      const end = this.#inString ? limit : quote;
      let backslash = end;
      while (backslash > at && text.charCodeAt(backslash - 1) === BACKSLASH) backslash--;
      this.#isEscaped = (end - backslash) % 2 === 1;
      if (this.#inString) return limit;
      at = quote + 1;
      if (!this.#isEscaped) return at;
    }
  }
}
