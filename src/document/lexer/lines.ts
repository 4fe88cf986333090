import { DOT, NEWLINE, RETURN, SPACE } from "../text/characters.ts";
import { END, IS_PLAIN, IS_TEXT } from "./byte-classes.ts";
import { UNCERTAIN } from "./document-bytes.ts";

/** Where the spaces that begin at an offset end. */
export function skipSpaces(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === SPACE) at++;
  return at;
}

/** Refuses a line that ends the document: `...`, alone or followed by a blank. */
export function refuseEndMarker(bytes: Uint8Array, line: number): void {
  for (let at = line; at < line + 3; at++) if (bytes[at] !== DOT) return;
  if (IS_PLAIN[bytes[line + 3] as number] !== 1 || bytes[line + 3] === SPACE) throw UNCERTAIN;
}

/** Where the line of an offset ends, before its line break. Refuses odd characters. */
export function endOfLine(bytes: Uint8Array, from: number): number {
  let at = from;
  while (IS_TEXT[bytes[at] as number] === 1) at++;
  const byte = bytes[at];
  if (byte === NEWLINE || byte === END || (byte === RETURN && bytes[at + 1] === NEWLINE)) return at;
  throw UNCERTAIN;
}

/** Where the next line begins, given where a line ends. */
export function afterLine(bytes: Uint8Array, end: number): number {
  const byte = bytes[end];
  if (byte === END) return end;
  return byte === NEWLINE ? end + 1 : end + 2;
}
