import { countLines } from "../../document/text/split-documents.ts";
import type { TextEdit } from "../../yaml/index.ts";
import type { Colors } from "../colors.ts";

/** Lines shown around a change, as `diff -u` does. */
const CONTEXT = 3;

const NO_NEWLINE = "\\ No newline at end of file\n";

/**
 * A unified diff of a text that arrives in blocks of whole lines, with its edits: `git apply` and
 * `patch -p1` accept it. Linear, and holds no more than one hunk.
 */
export class UnifiedDiff {
  readonly #colors: Colors;
  #output: string;
  /** The lines of the open hunk; else the last few lines, which may be the context of the next. */
  readonly #lines: string[] = [];
  #isOpen = false;
  /** How many of them are equal since the last change. */
  #equal = 0;
  /** The lines of either text before them. */
  #oldBefore = 0;
  #newBefore = 0;

  constructor(name: string, colors: Colors) {
    this.#colors = colors;
    // A tab ends a name that has a space, as in git.
    const tab = name.includes(" ") ? "\t" : "";
    const [before, after] = [`--- a/${name}${tab}`, `+++ b/${name}${tab}`];
    this.#output = `${colors.bold(before)}\n${colors.bold(after)}\n`;
  }

  /** Takes the next block and the edits in it; returns what is ready of the diff. */
  push(text: string, edits: readonly TextEdit[]): string {
    let from = 0;
    for (let next = 0; next < edits.length; ) {
      const start = lineStart(text, (edits[next] as TextEdit).offset);
      let [at, end, replacement] = [start, lineEnd(text, start), ""];
      const isWithinLine = () =>
        text[end - 1] !== "\n" || (at === end && replacement.at(-1) !== "\n");
      // All edits of the same lines.
      do {
        const { offset, remove, insert } = edits[next++] as TextEdit;
        replacement += text.slice(at, offset) + insert;
        at = offset + remove;
        if (at > end || (at === end && isWithinLine())) end = lineEnd(text, at);
      } while (next < edits.length && ((edits[next] as TextEdit).offset < end || isWithinLine()));
      this.#keep(text, from, start);
      this.#replace(linesOf(text.slice(start, end)), linesOf(replacement + text.slice(at, end)));
      from = end;
    }
    this.#keep(text, from, text.length);
    return this.#take();
  }

  end(): string {
    if (this.#isOpen) this.#close();
    return this.#take();
  }

  /** Lines that are the same in both texts. */
  #keep(text: string, from: number, to: number): void {
    let at = from;
    while (this.#isOpen && at < to) {
      const end = lineEnd(text, at);
      this.#addEqual(text.slice(at, end));
      at = end;
    }
    // Far from any change they are only counted.
    const last = contextStart(text, at, to);
    if (last > at) this.#skip(this.#lines.length);
    this.#skip(countLines(text.slice(at, last)));
    for (const line of linesOf(text.slice(last, to))) this.#addEqual(line);
  }

  #replace(before: readonly string[], after: readonly string[]): void {
    let [start, end] = [0, 0];
    const most = Math.min(before.length, after.length);
    while (start < most && before[start] === after[start]) start++;
    while (end < most - start && before.at(-end - 1) === after.at(-end - 1)) end++;
    for (const line of before.slice(0, start)) this.#addEqual(line);
    for (const line of before.slice(start, before.length - end)) this.#addChange("-", line);
    for (const line of after.slice(start, after.length - end)) this.#addChange("+", line);
    for (const line of before.slice(before.length - end)) this.#addEqual(line);
  }

  #addEqual(line: string): void {
    this.#equal++;
    this.#add(" ", line);
    if (this.#isOpen && this.#equal > 2 * CONTEXT) this.#close();
    if (!this.#isOpen) this.#skip(Math.max(0, this.#lines.length - CONTEXT));
  }

  #addChange(sign: "+" | "-", line: string): void {
    this.#isOpen = true;
    this.#equal = 0;
    this.#add(sign, line);
  }

  #add(sign: string, line: string): void {
    this.#lines.push(line.endsWith("\n") ? sign + line : `${sign}${line}\n${NO_NEWLINE}`);
  }

  /** Goes on without some equal lines. */
  #skip(count: number): void {
    this.#oldBefore += count;
    this.#newBefore += count;
    this.#lines.splice(0, count);
  }

  /** Writes the open hunk; equal lines beyond its context may be that of the next. */
  #close(): void {
    const hunk = this.#lines.splice(0, this.#lines.length - Math.max(0, this.#equal - CONTEXT));
    const removed = hunk.filter((line) => !line.startsWith("+")).length;
    const added = hunk.filter((line) => !line.startsWith("-")).length;
    const ranges = `-${range(this.#oldBefore, removed)} +${range(this.#newBefore, added)}`;
    this.#output += `${this.#colors.cyan(`@@ ${ranges} @@`)}\n`;
    for (const line of hunk) this.#output += this.#colored(line);
    this.#oldBefore += removed;
    this.#newBefore += added;
    this.#isOpen = false;
  }

  #colored(line: string): string {
    if (line.startsWith(" ")) return line;
    const color = line.startsWith("+") ? this.#colors.green : this.#colors.red;
    return `${color(line.slice(0, -1))}\n`;
  }

  #take(): string {
    const output = this.#output;
    this.#output = "";
    return output;
  }
}

/** `12,7`: the line a hunk begins at, and how many it has; one without lines is after that line. */
function range(before: number, count: number): string {
  const first = count === 0 ? before : before + 1;
  return count === 1 ? String(first) : `${first},${count}`;
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

/** After the line break. */
function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  return newline === -1 ? text.length : newline + 1;
}

/** Where the last few lines between two line starts begin. */
function contextStart(text: string, from: number, to: number): number {
  let start = to;
  for (let count = 0; count < CONTEXT && start > from; count++) start = lineStart(text, start - 1);
  return start;
}
