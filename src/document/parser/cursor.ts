import { BYTE_ORDER_MARK, NEWLINE, RETURN, SPACE, TAB } from "../text/characters.ts";
import { type YamlProblem, yamlProblem } from "../tree/yaml-problem.ts";

const NEXT_LINE = 0x85;
const LINE_SEPARATOR = 0x2028;
const PARAGRAPH_SEPARATOR = 0x2029;

/** Thrown where kubectl refuses a text. Never leaves `readAsKubectl`. */
export class Refusal {
  readonly problem: YamlProblem;

  constructor(problem: YamlProblem) {
    this.problem = problem;
  }
}

/** A position in a text, with the rules of kubectl's reader for blanks and line breaks. */
export class Cursor {
  readonly text: string;
  at = 0;
  /** Where the current line begins. */
  line = 0;
  /** The first line break outside of quotes that is one for kubectl alone; -1 if there is none. */
  strayBreak = -1;

  constructor(text: string) {
    // kubectl ends the last line of every document.
    this.text = text.endsWith("\n") || text === "" ? text : `${text}\n`;
    if (text.startsWith(BYTE_ORDER_MARK)) this.line = this.at = BYTE_ORDER_MARK.length;
  }

  get column(): number {
    return this.at - this.line;
  }

  /** The code of the next character, or of one after it; `NaN` at the end. */
  code(ahead = 0): number {
    return this.text.charCodeAt(this.at + ahead);
  }

  is(char: string): boolean {
    return this.text[this.at] === char;
  }

  isEnd(ahead = 0): boolean {
    return this.at + ahead >= this.text.length;
  }

  isBlank(ahead = 0): boolean {
    const code = this.code(ahead);
    return code === SPACE || code === TAB;
  }

  isBreak(ahead = 0): boolean {
    const code = this.code(ahead);
    return code === NEWLINE || (code > SPACE ? isWideBreak(code) : code === RETURN);
  }

  isBreakOrEnd(ahead = 0): boolean {
    return this.isBreak(ahead) || this.isEnd(ahead);
  }

  isBlankOrEnd(ahead = 0): boolean {
    return this.isBlank(ahead) || this.isBreakOrEnd(ahead);
  }

  /** Whether a line begins here with `---` or `...`, alone or followed by a blank. */
  isDocumentMarker(): boolean {
    if (this.column !== 0) return false;
    const { text, at } = this;
    return (text.startsWith("---", at) || text.startsWith("...", at)) && this.isBlankOrEnd(3);
  }

  /** Takes a line break, and returns what it is in a scalar. */
  takeBreak(): string {
    const code = this.code();
    if (this.strayBreak === -1 && code !== NEWLINE && !this.text.startsWith("\r\n", this.at)) {
      this.strayBreak = this.at;
    }
    if (code === RETURN) {
      // kubectl removes the carriage return of each line, and then may find another.
      if (this.text.startsWith("\r\r\n", this.at)) this.at++;
      if (this.code(1) === NEWLINE) this.at++;
    }
    this.at++;
    this.line = this.at;
    return code === LINE_SEPARATOR || code === PARAGRAPH_SEPARATOR
      ? String.fromCharCode(code)
      : "\n";
  }

  skipComment(): void {
    while (!this.isBreakOrEnd()) this.at++;
  }

  /** @param message - as in kubectl's own error */
  refuse(message: string, offset: number = this.at): Refusal {
    return new Refusal(yamlProblem("yaml/syntax", offset, `invalid YAML: ${message}`));
  }

  /** Refuses a byte order mark where it may be taken for an indentation or for text. */
  refuseByteOrderMark(): void {
    if (this.is(BYTE_ORDER_MARK)) throw this.refuse("byte order mark after the start of the text");
  }
}

function isWideBreak(code: number): boolean {
  return code === NEXT_LINE || code === LINE_SEPARATOR || code === PARAGRAPH_SEPARATOR;
}
