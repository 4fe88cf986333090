import type { Cursor } from "./cursor.ts";

export interface BlockScalar {
  readonly value: string;
  /** Where its last line ends; after the line breaks that it keeps. */
  readonly end: number;
}

/**
 * Takes a block scalar.
 *
 * @param parent - the column of the collection around it; -1 if there is none
 */
export function scanBlockScalar(cursor: Cursor, parent: number): BlockScalar {
  const isLiteral = cursor.is("|");
  cursor.at++;
  const { chomping, increment, headerEnd } = scanHeader(cursor);
  let end = headerEnd;
  const lines = new Lines(cursor, parent, increment);
  let value = "";
  let lineBreak = "";
  let breaks = lines.takeBreaks();
  let isIndented = false;
  while (cursor.column === lines.indent && !cursor.isEnd()) {
    const isMoreIndented = cursor.isBlank();
    const folds = !isLiteral && !isIndented && !isMoreIndented && lineBreak === "\n";
    if (!folds) value += lineBreak;
    else if (breaks === "") value += " ";
    value += breaks;
    isIndented = isMoreIndented;
    const from = cursor.at;
    while (!cursor.isBreakOrEnd()) cursor.at++;
    value += cursor.text.slice(from, cursor.at);
    end = cursor.at;
    lineBreak = cursor.isEnd() ? "" : cursor.takeBreak();
    breaks = lines.takeBreaks();
  }
  if (chomping !== "-") value += lineBreak;
  if (chomping !== "+") return { value, end };
  return { value: value + breaks, end: cursor.line };
}

/** The chomping and the indentation indicator, in any order. */
const HEADER = /([-+]?)(\d?)([-+]?)/y;

interface Header {
  readonly chomping: string;
  readonly increment: number;
  readonly headerEnd: number;
}

function scanHeader(cursor: Cursor): Header {
  HEADER.lastIndex = cursor.at;
  const [header = "", before = "", digit = "", after = ""] = HEADER.exec(cursor.text) ?? [];
  if (digit === "0") throw cursor.refuse("found an indentation indicator equal to 0");
  // Without a digit between them there is one sign.
  const isTwice = before !== "" && after !== "";
  cursor.at += isTwice ? header.length - 1 : header.length;
  const headerEnd = cursor.at;
  while (cursor.isBlank()) cursor.at++;
  if (cursor.is("#")) cursor.skipComment();
  if (!cursor.isBreakOrEnd()) throw cursor.refuse("did not find expected comment or line break");
  if (cursor.isBreak()) cursor.takeBreak();
  return { chomping: before || after, increment: Number(digit), headerEnd };
}

class Lines {
  /** The column of the content; 0 until it is known. */
  indent: number;
  readonly #cursor: Cursor;
  readonly #parent: number;

  constructor(cursor: Cursor, parent: number, increment: number) {
    this.#cursor = cursor;
    this.#parent = parent;
    this.indent = increment === 0 ? 0 : Math.max(parent, 0) + increment;
  }

  /** Takes the indentation of the next line with content, and the line breaks before it. */
  takeBreaks(): string {
    const cursor = this.#cursor;
    let breaks = "";
    let widest = 0;
    for (;;) {
      while (cursor.is(" ") && this.#isWithin()) cursor.at++;
      widest = Math.max(widest, cursor.column);
      if (cursor.is("\t") && this.#isWithin()) {
        throw cursor.refuse("found a tab character where an indentation space is expected");
      }
      if (!cursor.isBreak()) break;
      breaks += cursor.takeBreak();
    }
    if (this.indent === 0) this.indent = Math.max(widest, this.#parent + 1, 1);
    return breaks;
  }

  #isWithin(): boolean {
    return this.indent === 0 || this.#cursor.column < this.indent;
  }
}
