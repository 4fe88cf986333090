import { DASH, GREATER, HASH, NEWLINE, PLUS, RETURN, SPACE, TAB } from "../text/characters.ts";
import { END } from "./byte-classes.ts";
import { type DocumentBytes, UNCERTAIN } from "./document-bytes.ts";
import { afterLine, endOfLine, skipSpaces } from "./lines.ts";

/**
 * Finds the end of the block scalar (`|` or `>`) whose header is at `at`, in a collection at `column`:
 * its lines are those that are indented more.
 */
export function skipBlockScalar(
  bytes: Uint8Array,
  at: number,
  column: number,
): readonly [contentEnd: number, nextLine: number] {
  const header = endOfHeader(bytes, at);
  const first = afterHeader(bytes, header);
  const indent = contentIndent(bytes, first, column);
  // Without content, the end depends on the chomping.
  if (indent <= column) throw UNCERTAIN;
  const keeps = bytes[header - 1] === PLUS;
  let contentEnd = header;
  let line = first;
  while (bytes[line] !== END) {
    const least = line + indent;
    let content = line;
    while (content < least && bytes[content] === SPACE) content++;
    const stop = endOfLine(bytes, content);
    if (content < stop) {
      if (content < least) break;
      // Keeping adds a line break to a last line without one.
      if (keeps && bytes[stop] === END) throw UNCERTAIN;
      contentEnd = stop;
    }
    line = afterLine(bytes, stop);
    // With keeping, the content includes blank lines, and ends where the next line begins.
    if (keeps) contentEnd = line;
  }
  return [contentEnd, line];
}

/** The value of the block scalar whose header is at `start` and whose content ends at `end`. */
export function blockScalarValue(
  { text, bytes }: DocumentBytes,
  start: number,
  end: number,
): string {
  const header = endOfHeader(bytes, start);
  const chomping = bytes[header - 1];
  const lines = text.slice(text.indexOf("\n", header) + 1, end).split(/\r?\n/);
  const indent = lines.find((line) => /[^ ]/.test(line))?.search(/[^ ]/) ?? 0;
  const content = lines.map((line) => line.slice(indent));
  const folded = bytes[start] === GREATER ? fold(content) : content.join("\n");
  // Kept content includes its line breaks.
  return chomping === DASH || chomping === PLUS ? folded : `${folded}\n`;
}

/** Folds lines of equal indentation; the rules for others are left to the `yaml` package. */
function fold(lines: readonly string[]): string {
  if (lines.some((line) => /^\s|^$/.test(line))) throw UNCERTAIN;
  return lines.join(" ");
}

function endOfHeader(bytes: Uint8Array, at: number): number {
  const chomping = bytes[at + 1];
  return chomping === PLUS || chomping === DASH ? at + 2 : at + 1;
}

/** The line after the header, which may have a comment. Refuses an indentation indicator. */
function afterHeader(bytes: Uint8Array, header: number): number {
  const at = skipSpaces(bytes, header);
  const end = endOfLine(bytes, at);
  if (end > at && (bytes[at] !== HASH || at === header)) throw UNCERTAIN;
  return afterLine(bytes, end);
}

/** The indentation of the first line that is not blank; -1 if all are. */
function contentIndent(bytes: Uint8Array, first: number, column: number): number {
  let widestBlank = 0;
  for (let line = first; bytes[line] !== END; ) {
    const at = skipSpaces(bytes, line);
    const byte = bytes[at];
    if (byte === END) return -1;
    const indent = at - line;
    if (byte !== NEWLINE && byte !== RETURN) {
      if (byte === TAB || (indent > column && widestBlank > indent)) throw UNCERTAIN;
      return indent;
    }
    widestBlank = Math.max(widestBlank, indent);
    line = afterLine(bytes, endOfLine(bytes, at));
  }
  return -1;
}
