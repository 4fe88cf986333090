import { yamlProblem } from "../tree/yaml-problem.ts";
import { Cursor, Refusal } from "./cursor.ts";
import { scanBlockScalar } from "./scan-block-scalar.ts";
import { scanJsonString, scanPlain, scanQuoted } from "./scan-scalar.ts";
import { scanAnchor, scanTag } from "./scan-tag.ts";
import type { Mark, Token } from "./token.ts";

/** A place where a key without `?` may have begun, which a colon on its line decides. */
interface SimpleKey {
  readonly start: number;
  readonly line: number;
  readonly column: number;
  /** The number of its first token. */
  readonly token: number;
  /** Whether a block map goes on here, so that it must be a key. */
  readonly isRequired: boolean;
}

const MAX_KEY = 1024;

const DIRECTIVE = /%(?:YAML[ \t]+\d+\.\d+|TAG[ \t]+!(?:[\w-]*!)?[ \t]+\S+)(?=\s)[ \t]*(?:#.*)?/y;

/** Finds the tokens of a text one by one, as kubectl's reader does. */
export class TokenScanner {
  readonly cursor: Cursor;
  #tokens: Token[] = [];
  #head = 0;
  /** The number of tokens taken. */
  #taken = 0;
  #indent = -1;
  readonly #indents: number[] = [];
  #canBeKey = true;
  /** For the block context, and for each flow collection that is open. */
  readonly #keys: (SimpleKey | undefined)[] = [undefined];
  readonly #levelByToken = new Map<number, number>();
  #hasEnded = false;

  readonly #isJson: boolean;

  /** @param isJson - whether quoted scalars are strings of JSON, which is valid */
  constructor(text: string, isJson = false) {
    this.cursor = new Cursor(text);
    this.#isJson = isJson;
    if (isJson) this.cursor.at = Math.max(0, text.search(/\S/));
  }

  /** The next token, which is not taken. */
  peek(): Token {
    while (this.#needsMore()) this.#fetch();
    return this.#tokens[this.#head] as Token;
  }

  take(): Token {
    const token = this.peek();
    this.#head++;
    this.#taken++;
    if (this.#head === this.#tokens.length) {
      this.#tokens = [];
      this.#head = 0;
    }
    return token;
  }

  get #isFlow(): boolean {
    return this.#keys.length > 1;
  }

  /** Whether the next token is unknown, since a key may begin before it. */
  #needsMore(): boolean {
    if (this.#head === this.#tokens.length) return !this.#hasEnded;
    const level = this.#levelByToken.get(this.#taken);
    return level !== undefined && this.#isKeyPossible(level);
  }

  #fetch(): void {
    const { cursor } = this;
    this.#skipToToken();
    this.#closeBlocks(cursor.column);
    const char = cursor.text[cursor.at];
    if (char === undefined) this.#endStream();
    else if (cursor.column === 0 && char === "%") this.#endDocument("directive");
    else if (cursor.isDocumentMarker()) {
      this.#endDocument(char === "-" ? "document start" : "document end");
    } else if (!this.#addIndicator(char)) this.#addPlain();
  }

  /** Adds the token of an indicator, unless the character begins a plain scalar. */
  #addIndicator(char: string): boolean {
    const isFlow = this.#isFlow;
    const isAlone = this.cursor.isBlankOrEnd(1);
    switch (char) {
      case "[":
      case "{":
        this.#openFlow(char);
        return true;
      case "]":
      case "}":
        this.#closeFlow(char);
        return true;
      case ",":
        this.#dropKey();
        this.#canBeKey = true;
        this.#addMark(",", 1);
        return true;
      case "-":
        if (isAlone) this.#addDash();
        return isAlone;
      case "?":
        if (isFlow || isAlone) this.#addKeyMark();
        return isFlow || isAlone;
      case ":":
        if (isFlow || isAlone) this.#addValueMark();
        return isFlow || isAlone;
      case "*":
      case "&":
        this.#addAnchor(char === "*" ? "alias" : "anchor");
        return true;
      case "!":
        this.#addTag();
        return true;
      case "|":
      case ">":
        if (isFlow) throw this.#unexpected();
        this.#addBlockScalar();
        return true;
      case "'":
      case '"':
        this.#addQuoted();
        return true;
      case "#":
      case "%":
      case "@":
      case "`":
      case "\t":
        throw this.#unexpected();
      default:
        return false;
    }
  }

  #unexpected(): Refusal {
    return this.cursor.refuse("found character that cannot start any token");
  }

  #skipToToken(): void {
    const { cursor } = this;
    for (;;) {
      cursor.refuseByteOrderMark();
      while (cursor.is(" ") || (cursor.is("\t") && (this.#isFlow || !this.#canBeKey))) cursor.at++;
      if (cursor.is("#")) cursor.skipComment();
      if (!cursor.isBreak()) return;
      cursor.takeBreak();
      if (!this.#isFlow) this.#canBeKey = true;
    }
  }

  #template(opening: string): Refusal {
    const closing = opening === "{{" ? "}}" : "%}";
    const message = `unrendered template: ${opening} ... ${closing} in place of a value`;
    const hint =
      "render it first (helm template, envsubst, ...), or quote the braces if they are text";
    return new Refusal(yamlProblem("yaml/template", this.cursor.at, message, hint));
  }

  // Keys

  #isKeyPossible(level: number): boolean {
    const key = this.#keys[level];
    if (key === undefined) return false;
    const { cursor } = this;
    if (key.line === cursor.line && !this.#isTooLong(key.start)) return true;
    if (key.isRequired) throw cursor.refuse("could not find expected ':'", key.start);
    this.#forget(level);
    return false;
  }

  #isTooLong(start: number): boolean {
    const { text, at } = this.cursor;
    if (at - start <= MAX_KEY) return false;
    return at - start > 2 * MAX_KEY || [...text.slice(start, at)].length > MAX_KEY;
  }

  #saveKey(): void {
    if (!this.#canBeKey) return;
    this.#dropKey();
    const { at, line, column } = this.cursor;
    const level = this.#keys.length - 1;
    const token = this.#taken + this.#tokens.length - this.#head;
    const isRequired = !this.#isFlow && this.#indent === column;
    this.#keys[level] = { start: at, line, column, token, isRequired };
    this.#levelByToken.set(token, level);
  }

  #dropKey(): void {
    const level = this.#keys.length - 1;
    const key = this.#keys[level];
    if (key?.isRequired) throw this.cursor.refuse("could not find expected ':'", key.start);
    this.#forget(level);
  }

  #forget(level: number): void {
    const key = this.#keys[level];
    if (key !== undefined) this.#levelByToken.delete(key.token);
    this.#keys[level] = undefined;
  }

  // Block collections

  /** Opens a block collection at a column, unless one is open there; its token goes before others. */
  #openBlock(type: Mark, column: number, start: number, token: number): void {
    if (this.#isFlow || this.#indent >= column) return;
    this.#indents.push(this.#indent);
    this.#indent = column;
    this.#insert({ type, start, end: start, column }, token);
  }

  #closeBlocks(column: number): void {
    if (this.#isFlow) return;
    while (this.#indent > column) {
      this.#addMark("block end", 0);
      this.#indent = this.#indents.pop() ?? -1;
    }
  }

  // Tokens

  #add(token: Token): void {
    this.#tokens.push(token);
  }

  /** Inserts a token before the one with a number. */
  #insert(token: Token, before: number): void {
    this.#tokens.splice(this.#head + before - this.#taken, 0, token);
  }

  get #nextToken(): number {
    return this.#taken + this.#tokens.length - this.#head;
  }

  #addMark(type: Mark, length: number): void {
    const { at, column } = this.cursor;
    this.cursor.at += length;
    this.#add({ type, start: at, end: this.cursor.at, column });
  }

  #endStream(): void {
    this.#closeBlocks(-1);
    this.#dropKey();
    this.#canBeKey = false;
    this.#hasEnded = true;
    this.#addMark("stream end", 0);
  }

  #endDocument(type: Mark): void {
    this.#closeBlocks(-1);
    this.#dropKey();
    this.#canBeKey = false;
    this.#addMark(type, type === "directive" ? this.#directiveLength() : 3);
  }

  #directiveLength(): number {
    const { cursor } = this;
    DIRECTIVE.lastIndex = cursor.at;
    const found = DIRECTIVE.exec(cursor.text);
    if (found === null) throw cursor.refuse("unknown or invalid directive");
    return found[0].length;
  }

  #openFlow(type: "[" | "{"): void {
    const next = this.cursor.text[this.cursor.at + 1];
    // kubectl refuses both: a map as a key, and a percent sign.
    if (type === "{" && (next === "{" || next === "%")) throw this.#template(`{${next}`);
    this.#saveKey();
    this.#keys.push(undefined);
    this.#canBeKey = true;
    this.#addMark(type, 1);
  }

  #closeFlow(type: "]" | "}"): void {
    this.#dropKey();
    if (this.#isFlow) this.#keys.pop();
    this.#canBeKey = false;
    this.#addMark(type, 1);
  }

  #addDash(): void {
    const { cursor } = this;
    if (!this.#isFlow) {
      if (!this.#canBeKey) {
        throw cursor.refuse("block sequence entries are not allowed in this context");
      }
      this.#openBlock("block list", cursor.column, cursor.at, this.#nextToken);
    }
    this.#dropKey();
    this.#canBeKey = true;
    this.#addMark("-", 1);
  }

  #addKeyMark(): void {
    const { cursor } = this;
    if (!this.#isFlow) {
      if (!this.#canBeKey) throw cursor.refuse("mapping keys are not allowed in this context");
      this.#openBlock("block map", cursor.column, cursor.at, this.#nextToken);
    }
    this.#dropKey();
    this.#canBeKey = !this.#isFlow;
    this.#addMark("key", 1);
  }

  #addValueMark(): void {
    const { cursor } = this;
    const level = this.#keys.length - 1;
    const key = this.#isKeyPossible(level) ? this.#keys[level] : undefined;
    if (key !== undefined) {
      const { start, column, token } = key;
      this.#insert({ type: "key", start, end: start, column }, token);
      this.#openBlock("block map", column, start, token);
      this.#forget(level);
      this.#canBeKey = false;
    } else {
      if (!this.#isFlow) {
        if (!this.#canBeKey) {
          throw cursor.refuse("mapping values are not allowed in this context");
        }
        this.#openBlock("block map", cursor.column, cursor.at, this.#nextToken);
      }
      this.#canBeKey = !this.#isFlow;
    }
    this.#addMark(":", 1);
  }

  #addAnchor(type: "alias" | "anchor"): void {
    this.#saveKey();
    this.#canBeKey = false;
    const { at: start, column } = this.cursor;
    const name = scanAnchor(this.cursor);
    this.#add({ type, name, start, end: this.cursor.at, column });
  }

  #addTag(): void {
    this.#saveKey();
    this.#canBeKey = false;
    const { at: start, column } = this.cursor;
    const tag = scanTag(this.cursor);
    this.#add({ type: "tag", tag, start, end: this.cursor.at, column });
  }

  #addBlockScalar(): void {
    this.#dropKey();
    this.#canBeKey = true;
    const { at: start, column } = this.cursor;
    const { value, end } = scanBlockScalar(this.cursor, this.#indent);
    this.#add({ type: "scalar", value, isPlain: false, start, end, column });
  }

  #addQuoted(): void {
    this.#saveKey();
    this.#canBeKey = false;
    const { at: start, column } = this.cursor;
    const value = this.#isJson ? scanJsonString(this.cursor) : scanQuoted(this.cursor);
    this.#add({ type: "scalar", value, isPlain: false, start, end: this.cursor.at, column });
  }

  #addPlain(): void {
    this.#saveKey();
    this.#canBeKey = false;
    const { at: start, column } = this.cursor;
    const { value, end, endsLine } = scanPlain(this.cursor, this.#indent + 1, this.#isFlow);
    if (endsLine) this.#canBeKey = true;
    this.#add({ type: "scalar", value, isPlain: true, start, end, column });
  }
}
