import { DOUBLE_QUOTE, SINGLE_QUOTE } from "../text/characters.ts";
import { IS_DOUBLE_QUOTED, IS_SINGLE_QUOTED } from "./byte-classes.ts";
import { type DocumentBytes, UNCERTAIN } from "./document-bytes.ts";

/** An escape of both JSON and YAML, with the same meaning; half a surrogate pair is not one. */
const ESCAPE = /\\(?:["\\bfnrt]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4})/y;
/** An escape of JSON. */
const JSON_ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Where the quoted scalar that begins at `start` ends, which must be on the same line. */
export function skipQuoted(document: DocumentBytes, start: number): number {
  return document.bytes[start] === DOUBLE_QUOTE
    ? skipDoubleQuoted(document, start)
    : skipSingleQuoted(document.bytes, start);
}

function skipDoubleQuoted({ bytes, text, isJson }: DocumentBytes, start: number): number {
  const pattern = isJson ? JSON_ESCAPE : ESCAPE;
  for (let at = start + 1; ; at = pattern.lastIndex) {
    while (IS_DOUBLE_QUOTED[bytes[at] as number] === 1) at++;
    if (bytes[at] === DOUBLE_QUOTE) return at + 1;
    pattern.lastIndex = at;
    if (!pattern.test(text)) throw UNCERTAIN;
  }
}

function skipSingleQuoted(bytes: Uint8Array, start: number): number {
  for (let at = start + 1; ; at++) {
    while (IS_SINGLE_QUOTED[bytes[at] as number] === 1) at++;
    if (bytes[at] !== SINGLE_QUOTE) throw UNCERTAIN;
    if (bytes[at + 1] !== SINGLE_QUOTE) return at + 1;
    at++;
  }
}

/** The value of the quoted scalar from `start` to `end`. */
export function quotedValue(document: DocumentBytes, start: number, end: number): string {
  const inner = document.text.slice(start + 1, end - 1);
  if (document.bytes[start] === SINGLE_QUOTE) return inner.replaceAll("''", "'");
  return inner.includes("\\") ? (JSON.parse(`"${inner}"`) as string) : inner;
}
