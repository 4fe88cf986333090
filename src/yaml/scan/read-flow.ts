import type { LocatedEntry, LocatedItem, LocatedNode } from "../tree/located.ts";
import { resolvePlain } from "../tree/resolve-plain.ts";
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DASH,
  DOUBLE_QUOTE,
  HASH,
  isOdd,
  isSpecialStart,
  NEWLINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  RETURN,
  SINGLE_QUOTE,
  SPACE,
  TAB,
} from "./characters.ts";
import type { KeyStack } from "./key-stack.ts";
import { endOfQuoted, quotedValue } from "./read-quoted.ts";
import { UNCERTAIN } from "./uncertain.ts";

const DEEPEST = 50;

/**
 * Reads simple flow collections, over several lines too as long as those are indented: `[a, "b"]`,
 * `{a: b}`. Plain scalars of several lines, comments, null entries, single pairs and explicit keys
 * are left to the `yaml` package.
 */
export class FlowReader {
  /** Where the last node read ends. */
  at = 0;
  readonly #text: string;
  readonly #end: number;
  readonly #keys: KeyStack;
  /** Whether tabs are blanks: in JSON they are. */
  readonly #isJson: boolean;
  /** Lines within a flow collection must be indented by at least this. */
  #column = 0;

  constructor(text: string, end: number, keys: KeyStack, isJson = false) {
    this.#text = text;
    this.#end = end;
    this.#keys = keys;
    this.#isJson = isJson;
  }

  /** The one collection from `start` to the end of the text. */
  readWhole(start: number): LocatedNode {
    const node = this.read(this.#skipBlanks(start), 0);
    for (let at = this.at; at < this.#end; at++) {
      if (!this.#isBlank(at)) throw UNCERTAIN;
    }
    return node;
  }

  /** The collection that begins at `start`, in a block at `column`. */
  read(start: number, column: number): LocatedNode {
    this.#column = column;
    return this.#node(start, 0);
  }

  #node(start: number, depth: number): LocatedNode {
    if (depth > DEEPEST) throw UNCERTAIN;
    const code = this.#text.charCodeAt(start);
    if (code === OPEN_BRACE) return this.#map(start, depth);
    if (code === OPEN_BRACKET) return this.#list(start, depth);
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) return this.#quoted(start);
    const end = this.#endOfPlain(start);
    this.at = end;
    return { type: "scalar", start, end, value: resolvePlain(this.#text.slice(start, end)) };
  }

  #quoted(start: number): LocatedNode {
    const end = endOfQuoted(this.#text, start, this.#end);
    this.at = end;
    return { type: "scalar", start, end, value: quotedValue(this.#text, start, end) };
  }

  #list(start: number, depth: number): LocatedNode {
    const items: LocatedItem[] = [];
    let at = this.#skipBlanks(start + 1);
    while (this.#text.charCodeAt(at) !== CLOSE_BRACKET) {
      const value = this.#node(at, depth + 1);
      items.push({ start: at, value });
      at = this.#behindComma(CLOSE_BRACKET);
    }
    this.at = at + 1;
    return { type: "list", flow: true, column: 0, start, end: at + 1, items };
  }

  #map(start: number, depth: number): LocatedNode {
    const entries: LocatedEntry[] = [];
    const map = this.#keys.open();
    let at = this.#skipBlanks(start + 1);
    while (this.#text.charCodeAt(at) !== CLOSE_BRACE) {
      entries.push(this.#entry(at, map, depth));
      at = this.#behindComma(CLOSE_BRACE);
    }
    this.#keys.close(map);
    this.at = at + 1;
    return { type: "map", flow: true, column: 0, start, end: at + 1, entries };
  }

  #entry(keyStart: number, map: number, depth: number): LocatedEntry {
    const key = this.#node(keyStart, depth + 1);
    if (key.type !== "scalar" || typeof key.value !== "string" || key.value === "<<")
      throw UNCERTAIN;
    const quoted = this.#text.charCodeAt(keyStart) === DOUBLE_QUOTE;
    const { at } = this;
    if (!this.#keys.add(map, quoted ? keyStart + 1 : keyStart, quoted ? at - 1 : at))
      throw UNCERTAIN;
    if (this.#text.charCodeAt(at) !== COLON) throw UNCERTAIN;
    // `{a:b}` is the key `a:b`; only a quoted key may touch its value.
    if (!quoted && !this.#isBlank(at + 1)) throw UNCERTAIN;
    const value = this.#node(this.#skipBlanks(at + 1), depth + 1);
    return { key: key.value, keyStart, keyEnd: at + 1, value };
  }

  /** Behind the comma that follows a node, or at the closing bracket. */
  #behindComma(closing: number): number {
    const at = this.#skipBlanks(this.at);
    const code = this.#text.charCodeAt(at);
    if (code === closing) return at;
    if (code !== COMMA) throw UNCERTAIN;
    return this.#skipBlanks(at + 1);
  }

  #endOfPlain(start: number): number {
    const text = this.#text;
    const first = text.charCodeAt(start);
    if (isSpecialStart(first) || first === DASH || start >= this.#end) throw UNCERTAIN;
    let end = start;
    for (let at = start; at < this.#end; at++) {
      const code = text.charCodeAt(at);
      if (code === COMMA || code === CLOSE_BRACKET || code === CLOSE_BRACE) return end;
      if (code === COLON) {
        if (this.#isBlank(at + 1)) return end;
        // YAML 1.1 and 1.2 differ on a colon that touches a bracket or a comma.
        if (isFlowIndicator(text.charCodeAt(at + 1))) throw UNCERTAIN;
      }
      if (code === HASH || code === OPEN_BRACE || code === OPEN_BRACKET) throw UNCERTAIN;
      if (code === NEWLINE || code === RETURN || code === TAB) return this.#endBefore(end);
      if (isOdd(code)) throw UNCERTAIN;
      if (code !== SPACE) end = at + 1;
    }
    throw UNCERTAIN;
  }

  /** A plain scalar ends with its line; it must not go on on the next. */
  #endBefore(end: number): number {
    const code = this.#text.charCodeAt(this.#skipBlanks(end));
    if (code !== COMMA && code !== CLOSE_BRACKET && code !== CLOSE_BRACE) throw UNCERTAIN;
    return end;
  }

  #isBlank(at: number): boolean {
    const code = this.#text.charCodeAt(at);
    return code === SPACE || code === NEWLINE || code === RETURN || (code === TAB && this.#isJson);
  }

  #skipBlanks(from: number): number {
    let at = from;
    for (;;) {
      if (at >= this.#end) throw UNCERTAIN;
      const code = this.#text.charCodeAt(at);
      if (code === NEWLINE && !this.#isJson) at = this.#lineStart(at + 1);
      else if (this.#isBlank(at)) at++;
      else return at;
    }
  }

  /** The content of the next line; blank lines and comments in between are not for us. */
  #lineStart(line: number): number {
    let at = line;
    while (this.#text.charCodeAt(at) === SPACE) at++;
    const code = this.#text.charCodeAt(at);
    if (at - line < this.#column || code === TAB || code === HASH) throw UNCERTAIN;
    return at;
  }
}

function isFlowIndicator(code: number): boolean {
  return (
    code === COMMA ||
    code === OPEN_BRACKET ||
    code === CLOSE_BRACKET ||
    code === OPEN_BRACE ||
    code === CLOSE_BRACE
  );
}
