import { BACKSLASH, DOUBLE_QUOTE, isOdd, SINGLE_QUOTE } from "./characters.ts";
import { UNCERTAIN } from "./uncertain.ts";

/** Escapes of double quotes that mean in JSON what they mean in YAML. */
const JSON_ESCAPES = '"\\/bfnrt';

/** By code point; halves of surrogate pairs are left to the `yaml` package. */
const UNICODE_ESCAPE = /u(?![dD][89a-fA-F])[0-9a-fA-F]{4}/y;

/** Where the quoted scalar that begins at `start` ends, on its own line. */
export function endOfQuoted(text: string, start: number, stop: number): number {
  return text.charCodeAt(start) === DOUBLE_QUOTE
    ? endOfDouble(text, start, stop)
    : endOfSingle(text, start, stop);
}

function endOfDouble(text: string, start: number, stop: number): number {
  for (let at = start + 1; at < stop; at++) {
    const code = text.charCodeAt(at);
    if (code === DOUBLE_QUOTE) return at + 1;
    if (code === BACKSLASH) at = endOfEscape(text, at + 1);
    else if (isOdd(code)) throw UNCERTAIN;
  }
  throw UNCERTAIN;
}

/** The last character of the escape whose backslash is just before `at`. */
function endOfEscape(text: string, at: number): number {
  if (JSON_ESCAPES.includes(text.charAt(at))) return at;
  UNICODE_ESCAPE.lastIndex = at;
  if (!UNICODE_ESCAPE.test(text)) throw UNCERTAIN;
  return at + 4;
}

function endOfSingle(text: string, start: number, stop: number): number {
  for (let at = start + 1; at < stop; at++) {
    const code = text.charCodeAt(at);
    if (isOdd(code)) throw UNCERTAIN;
    if (code !== SINGLE_QUOTE) continue;
    if (at + 1 === stop || text.charCodeAt(at + 1) !== SINGLE_QUOTE) return at + 1;
    at++;
  }
  throw UNCERTAIN;
}

/** The value of the quoted scalar from `start` to `end`. */
export function quotedValue(text: string, start: number, end: number): string {
  const inner = text.slice(start + 1, end - 1);
  if (text.charCodeAt(start) === SINGLE_QUOTE) return inner.replaceAll("''", "'");
  return inner.includes("\\") ? withoutEscapes(text.slice(start, end)) : inner;
}

/** Raw tabs are legal in YAML and not in JSON. */
function withoutEscapes(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    throw UNCERTAIN;
  }
}
