import { BACKSLASH, DOUBLE_QUOTE, SINGLE_QUOTE } from "../text/characters.ts";
import { IS_DOUBLE_QUOTED, IS_SINGLE_QUOTED } from "./byte-classes.ts";
import type { DocumentBytes } from "./document-bytes.ts";
import { UNCERTAIN } from "./uncertain.ts";

/** Escapes of double quotes that mean in JSON what they mean in YAML. */
const JSON_ESCAPES = '"\\/bfnrt';

/** By code point; halves of surrogate pairs are left to the `yaml` package. */
const UNICODE_ESCAPE = /u(?![dD][89a-fA-F])[0-9a-fA-F]{4}/y;

/** Where the quoted scalar that begins at `start` ends, on its own line. */
export function endOfQuoted(document: DocumentBytes, start: number): number {
  return document.bytes[start] === DOUBLE_QUOTE
    ? endOfDouble(document, start)
    : endOfSingle(document.bytes, start);
}

function endOfDouble({ bytes, text }: DocumentBytes, start: number): number {
  for (let at = start + 1; ; at++) {
    while (IS_DOUBLE_QUOTED[bytes[at] as number] === 1) at++;
    if (bytes[at] === DOUBLE_QUOTE) return at + 1;
    if (bytes[at] !== BACKSLASH) throw UNCERTAIN;
    at = endOfEscape(text, at + 1);
  }
}

/** The last character of the escape whose backslash is just before `at`. */
function endOfEscape(text: string, at: number): number {
  if (at === text.length) throw UNCERTAIN;
  if (JSON_ESCAPES.includes(text.charAt(at))) return at;
  UNICODE_ESCAPE.lastIndex = at;
  if (!UNICODE_ESCAPE.test(text)) throw UNCERTAIN;
  return at + 4;
}

function endOfSingle(bytes: Uint8Array, start: number): number {
  for (let at = start + 1; ; at++) {
    while (IS_SINGLE_QUOTED[bytes[at] as number] === 1) at++;
    if (bytes[at] !== SINGLE_QUOTE) throw UNCERTAIN;
    if (bytes[at + 1] !== SINGLE_QUOTE) return at + 1;
    at++;
  }
}

/** The value of the quoted scalar from `start` to `end`. */
export function quotedValue(document: DocumentBytes, start: number, end: number): string {
  const inner = document.slice(start + 1, end - 1);
  if (document.bytes[start] === SINGLE_QUOTE) return inner.replaceAll("''", "'");
  return inner.includes("\\") ? withoutEscapes(document.slice(start, end)) : inner;
}

/** Raw tabs are legal in YAML and not in JSON. */
function withoutEscapes(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    throw UNCERTAIN;
  }
}
