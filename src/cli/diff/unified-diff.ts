import type { Colors } from "../colors.ts";
import { type DiffLines, LineDiff } from "./line-diff.ts";

/** Lines shown around a change, as `diff -u` does. */
const CONTEXT = 3;

const NO_NEWLINE = "\\ No newline at end of file\n";

/**
 * A unified diff of two texts that arrive in pieces, one hunk at a time: `git apply` and
 * `patch -p1` take it, where it has no colours.
 */
export class UnifiedDiff implements DiffLines {
  readonly #diff = new LineDiff(this);
  readonly #colors: Colors;
  #output: string;
  /** The lines of the open hunk; while there is none, the last few equal lines. */
  #lines: string[] = [];
  #open = false;
  /** Equal lines since the last change. */
  #equal = 0;
  /** Lines read of either text. */
  #oldLine = 0;
  #newLine = 0;
  #oldCount = 0;
  #newCount = 0;

  constructor(name: string, colors: Colors) {
    this.#colors = colors;
    this.#output = `${colors.bold(`--- a/${name}`)}\n${colors.bold(`+++ b/${name}`)}\n`;
  }

  /** Takes the next piece of both texts, and gives back what is ready of the diff. */
  push(oldText: string, newText: string): string {
    this.#diff.push(oldText, newText);
    return this.#take();
  }

  end(): string {
    this.#diff.end();
    if (this.#open) this.#close();
    return this.#take();
  }

  equal(line: string): void {
    this.#oldLine++;
    this.#newLine++;
    this.#add(" ", line);
    this.#oldCount++;
    this.#newCount++;
    this.#equal++;
    if (!this.#open) this.#dropFirst(CONTEXT);
    else if (this.#equal > 2 * CONTEXT) this.#close();
  }

  removed(line: string): void {
    this.#oldLine++;
    this.#oldCount++;
    this.#change("-", line);
  }

  added(line: string): void {
    this.#newLine++;
    this.#newCount++;
    this.#change("+", line);
  }

  #change(sign: "+" | "-", line: string): void {
    this.#open = true;
    this.#equal = 0;
    this.#add(sign, line);
  }

  #add(sign: string, line: string): void {
    const missing = line.endsWith("\n") ? "" : `\n${NO_NEWLINE}`;
    this.#lines.push(`${sign}${line}${missing}`);
  }

  /** Forgets equal lines at the front, so that at most `most` are left. */
  #dropFirst(most: number): void {
    if (this.#lines.length <= most) return;
    this.#lines.shift();
    this.#oldCount--;
    this.#newCount--;
  }

  /** Writes the open hunk; equal lines beyond the context may belong to the next. */
  #close(): void {
    const spare = Math.max(0, this.#equal - CONTEXT);
    const kept = this.#lines.slice(0, this.#lines.length - spare);
    const oldRange = range(this.#oldLine - spare, this.#oldCount - spare);
    const newRange = range(this.#newLine - spare, this.#newCount - spare);
    this.#output += `${this.#colors.cyan(`@@ -${oldRange} +${newRange} @@`)}\n`;
    for (const line of kept) this.#output += this.#colored(line);
    this.#open = false;
    this.#lines = spare === 0 ? [] : this.#lines.slice(-Math.min(spare, CONTEXT));
    this.#oldCount = this.#newCount = this.#equal = this.#lines.length;
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

/** `12,7`: the line a hunk begins at, and how many it has; 0 lines begin behind the one before. */
function range(lastLine: number, count: number): string {
  const first = count === 0 ? lastLine : lastLine - count + 1;
  return count === 1 ? String(first) : `${first},${count}`;
}
