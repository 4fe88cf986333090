import { END, IS_TEXT, NEWLINE, RETURN, SPACE } from "./characters.ts";
import { UNCERTAIN } from "./uncertain.ts";

/** Where the blanks that begin at an offset end. */
export function skipSpaces(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === SPACE) at++;
  return at;
}

/** Where the line ends that an offset lies in, before its line break. Refuses odd characters. */
export function endOfLine(bytes: Uint8Array, from: number): number {
  let at = from;
  while (IS_TEXT[bytes[at] as number] === 1) at++;
  const byte = bytes[at];
  if (byte === NEWLINE || byte === END || (byte === RETURN && bytes[at + 1] === NEWLINE)) return at;
  throw UNCERTAIN;
}

/** Where the next line begins, given where one ends. */
export function behindLine(bytes: Uint8Array, end: number): number {
  const byte = bytes[end];
  if (byte === END) return end;
  return byte === NEWLINE ? end + 1 : end + 2;
}
