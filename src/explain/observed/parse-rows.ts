import { type Issue, newIssue, type Position } from "../../result/issue.ts";
import { failure, type Result, success } from "../../result/result.ts";

/** What is read of a pasted text, and of one line of it. */
const MAX_TEXT = 4_000_000;
const MAX_LINE = 4_000;

/** Colors, and whatever else steers a terminal; tabs separate columns. */
const ESCAPES = /(?!\t)\p{Cc}(?:\[[\d;?]*[A-Za-z])?/gu;

/** A line that is not blank. */
export interface Line {
  readonly text: string;
  readonly position: Position;
}

/** Reads one line: rows of it, none if it has none, or `undefined` if it is in no known format. */
export type ReadLine<T> = (line: string) => readonly T[] | undefined;

/** The lines of a text, without colors and blanks around. Warns if it is too long to be read whole. */
export function readLines(text: unknown): Result<readonly Line[]> {
  if (typeof text !== "string") {
    return failure([newIssue("input/type", [], "the text must be a string", undefined, text)]);
  }
  const lines: Line[] = [];
  let offset = 0;
  for (const [index, raw] of text.slice(0, MAX_TEXT).split("\n").entries()) {
    const line = raw.slice(0, MAX_LINE).replace(ESCAPES, "").trim();
    if (line !== "") lines.push({ text: line, position: { line: index + 1, column: 1, offset } });
    offset += raw.length + 1;
  }
  const isCut = text.length > MAX_TEXT;
  const message = `only the first ${MAX_TEXT} characters were read`;
  return success(lines, isCut ? [newIssue("observation/too-long", [], message)] : []);
}

/** The rows of a text; a warning for each line that is in no known format. */
export function parseRows<T>(text: unknown, read: ReadLine<T>): Result<readonly T[]> {
  const lines = readLines(text);
  if (!lines.ok) return lines;
  const rows: T[] = [];
  const warnings = [...lines.warnings];
  for (const line of lines.value) {
    const found = read(line.text);
    if (found === undefined) warnings.push(unknownLine(line));
    else rows.push(...found);
  }
  return success(rows, warnings);
}

/** The last row of a text: an answer, `undefined` if there is none. */
export function parseAnswer<T>(text: unknown, read: ReadLine<T>): Result<T | undefined> {
  const rows = parseRows(text, read);
  return rows.ok ? success(rows.value.at(-1), rows.warnings) : rows;
}

/**
 * A warning for a line that is in no known format.
 *
 * @param count - how many such lines there are, if one warning is for all of them
 */
export function unknownLine({ text, position }: Line, count = 1): Issue {
  const message =
    count === 1
      ? "this line is in no known format"
      : `${count} lines are in no known format: this is the first`;
  return { ...newIssue("observation/unknown-line", [], message, undefined, text), position };
}
