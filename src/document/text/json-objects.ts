import {
  BYTE_ORDER_MARK,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  DOUBLE_QUOTE,
  OPEN_BRACE,
  OPEN_BRACKET,
} from "./characters.ts";
import { endOfQuoted } from "./quoted-text.ts";

/** An object of JSON, not a flow map of YAML or a template action. */
const JSON_OBJECT = /[ \t\r\n]*\{[ \t\r\n]*["}]/y;

/** Whether what comes next is an object of JSON; a byte order mark may begin the text. */
export function isJsonObject(text: string, from: number): boolean {
  JSON_OBJECT.lastIndex = from === 0 && text.startsWith(BYTE_ORDER_MARK) ? 1 : from;
  return JSON_OBJECT.test(text);
}

/** Behind the object that begins at `from`, or `limit` where it does not end. */
export function endOfJsonObject(text: string, from: number, limit: number): number {
  let depth = 0;
  for (let at = from; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === DOUBLE_QUOTE) {
      const end = endOfQuoted(text, at);
      if (end === -1) return limit;
      at = end - 1;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      depth++;
    } else if ((code === CLOSE_BRACE || code === CLOSE_BRACKET) && --depth === 0) {
      return at + 1;
    }
  }
  return limit;
}
