import { DASH, GREATER, HASH, NEWLINE, PLUS, RETURN, SPACE, TAB } from "../text/characters.ts";
import { END } from "./byte-classes.ts";
import type { DocumentBytes } from "./document-bytes.ts";
import { behindLine, endOfLine, skipSpaces } from "./lines.ts";
import { UNCERTAIN } from "./uncertain.ts";

/** Where a block scalar ends: its content, and what is to be read next. */
export interface BlockScalarEnd {
  readonly contentEnd: number;
  readonly next: number;
}

/**
 * Finds the end of the block scalar (`|` or `>`) whose header is at `at`, in a collection at
 * `column`: its lines are those that are indented deeper.
 */
export function skipBlockScalar(bytes: Uint8Array, at: number, column: number): BlockScalarEnd {
  const header = endOfHeader(bytes, at);
  const first = behindHeader(bytes, header);
  const indent = contentIndent(bytes, first, column);
  // Where one without content ends depends on its chomping: the `yaml` package knows.
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
      // What is kept has a line break of its own behind a last line without one.
      if (keeps && bytes[stop] === END) throw UNCERTAIN;
      contentEnd = stop;
    }
    line = behindLine(bytes, stop);
    // What is kept ends where the next line begins, blank lines included.
    if (keeps) contentEnd = line;
  }
  return { contentEnd, next: line };
}

/** The value of the block scalar whose header is at `start` and whose content ends at `end`. */
export function blockScalarValue(
  { text, bytes }: DocumentBytes,
  start: number,
  end: number,
): string {
  const header = endOfHeader(bytes, start);
  const chomping = bytes[header - 1];
  const first = text.indexOf("\n", header) + 1;
  if (first === 0 || first >= end) return "";
  const lines = text.slice(first, end).split(/\r?\n/);
  const indent = lines.find((line) => /[^ ]/.test(line))?.search(/[^ ]/) ?? 0;
  const content = lines.map((line) => line.slice(indent));
  const folded = bytes[start] === GREATER ? fold(content) : content.join("\n");
  // What is kept brings its line breaks along.
  return chomping === DASH || chomping === PLUS ? folded : `${folded}\n`;
}

/** Folds lines of one indentation; blank and deeper ones have rules that are not ours to repeat. */
function fold(lines: readonly string[]): string {
  if (lines.some((line) => /^\s|^$/.test(line))) throw UNCERTAIN;
  return lines.join(" ");
}

function endOfHeader(bytes: Uint8Array, at: number): number {
  const chomping = bytes[at + 1];
  return chomping === PLUS || chomping === DASH ? at + 2 : at + 1;
}

/** The line behind the header, which may carry a comment; an indentation indicator is not for us. */
function behindHeader(bytes: Uint8Array, header: number): number {
  const at = skipSpaces(bytes, header);
  const end = endOfLine(bytes, at);
  if (end > at && (bytes[at] !== HASH || at === header)) throw UNCERTAIN;
  return behindLine(bytes, end);
}

/** The indentation of the first line that is not blank; -1 where there is none. */
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
    line = behindLine(bytes, endOfLine(bytes, at));
  }
  return -1;
}
