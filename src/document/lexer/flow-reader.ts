import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DASH,
  DOUBLE_QUOTE,
  HASH,
  NEWLINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  RETURN,
  SINGLE_QUOTE,
  SPACE,
  TAB,
} from "../text/characters.ts";
import type { LocatedEntry, LocatedItem, LocatedNode } from "../tree/located.ts";
import { resolvePlain } from "../tree/resolve-plain.ts";
import { END, IS_FLOW_PLAIN, IS_PLAIN, IS_SPECIAL_START } from "./byte-classes.ts";
import type { DocumentBytes } from "./document-bytes.ts";
import type { KeyStack } from "./key-stack.ts";
import { refuseEndMarker } from "./lines.ts";
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
  readonly #document: DocumentBytes;
  readonly #bytes: Uint8Array;
  readonly #keys: KeyStack;
  /** Whether tabs are blanks: in JSON they are. */
  readonly #isJson: boolean;
  /** Lines within a flow collection must be indented by at least this. */
  #column = 0;

  constructor(document: DocumentBytes, keys: KeyStack, isJson = false) {
    this.#document = document;
    this.#bytes = document.bytes;
    this.#keys = keys;
    this.#isJson = isJson;
  }

  /** The one collection from `start` to the end of the text. */
  readWhole(): LocatedNode {
    const node = this.read(this.#skipBlanks(0), 0);
    for (let at = this.at; this.#bytes[at] !== END; at++) {
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
    const byte = this.#bytes[start];
    if (byte === OPEN_BRACE) return this.#map(start, depth);
    if (byte === OPEN_BRACKET) return this.#list(start, depth);
    if (byte === DOUBLE_QUOTE || byte === SINGLE_QUOTE) return this.#quoted(start);
    const end = this.#endOfPlain(start);
    this.at = end;
    return { type: "scalar", start, end, value: resolvePlain(this.#document.slice(start, end)) };
  }

  #quoted(start: number): LocatedNode {
    const end = endOfQuoted(this.#document, start);
    this.at = end;
    return { type: "scalar", start, end, value: quotedValue(this.#document, start, end) };
  }

  #list(start: number, depth: number): LocatedNode {
    const items: LocatedItem[] = [];
    let at = this.#skipBlanks(start + 1);
    while (this.#bytes[at] !== CLOSE_BRACKET) {
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
    while (this.#bytes[at] !== CLOSE_BRACE) {
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
    const quoted = this.#bytes[keyStart] === DOUBLE_QUOTE;
    const { at } = this;
    if (!this.#keys.add(map, quoted ? keyStart + 1 : keyStart, quoted ? at - 1 : at))
      throw UNCERTAIN;
    if (this.#bytes[at] !== COLON) throw UNCERTAIN;
    // `{a:b}` is the key `a:b`; only a quoted key may touch its value.
    if (!quoted && !this.#isBlank(at + 1)) throw UNCERTAIN;
    const value = this.#node(this.#skipBlanks(at + 1), depth + 1);
    return { key: key.value, keyStart, keyEnd: at + 1, value };
  }

  /** Behind the comma that follows a node, or at the closing bracket. */
  #behindComma(closing: number): number {
    const at = this.#skipBlanks(this.at);
    const byte = this.#bytes[at];
    if (byte === closing) return at;
    if (byte !== COMMA) throw UNCERTAIN;
    return this.#skipBlanks(at + 1);
  }

  #endOfPlain(start: number): number {
    const bytes = this.#bytes;
    const first = bytes[start] as number;
    if (IS_SPECIAL_START[first] === 1 || first === DASH || IS_PLAIN[first] !== 1) throw UNCERTAIN;
    for (let at = start; ; at++) {
      while (IS_FLOW_PLAIN[bytes[at] as number] === 1) at++;
      const byte = bytes[at];
      if (byte === COLON && !this.#isBlank(at + 1)) {
        // YAML 1.1 and 1.2 differ on a colon that touches a bracket or a comma.
        if (isFlowIndicator(bytes[at + 1])) throw UNCERTAIN;
        continue;
      }
      let end = at;
      while (bytes[end - 1] === SPACE) end--;
      if (byte === COMMA || byte === CLOSE_BRACKET || byte === CLOSE_BRACE || byte === COLON) {
        return end;
      }
      if (byte !== NEWLINE && byte !== RETURN && byte !== TAB) throw UNCERTAIN;
      return this.#endBefore(end);
    }
  }

  /** A plain scalar ends with its line; it must not go on on the next. */
  #endBefore(end: number): number {
    const byte = this.#bytes[this.#skipBlanks(end)];
    if (byte !== COMMA && byte !== CLOSE_BRACKET && byte !== CLOSE_BRACE) throw UNCERTAIN;
    return end;
  }

  #isBlank(at: number): boolean {
    const byte = this.#bytes[at];
    return byte === SPACE || byte === NEWLINE || byte === RETURN || (byte === TAB && this.#isJson);
  }

  #skipBlanks(from: number): number {
    let at = from;
    for (;;) {
      const byte = this.#bytes[at];
      if (byte === END) throw UNCERTAIN;
      if (byte === NEWLINE && !this.#isJson) at = this.#lineStart(at + 1);
      else if (this.#isBlank(at)) at++;
      else return at;
    }
  }

  /** The content of the next line; blank lines and comments in between are not for us. */
  #lineStart(line: number): number {
    let at = line;
    while (this.#bytes[at] === SPACE) at++;
    const byte = this.#bytes[at];
    if (at - line < this.#column || byte === TAB || byte === HASH) throw UNCERTAIN;
    if (at === line) refuseEndMarker(this.#bytes, line);
    return at;
  }
}

function isFlowIndicator(byte: number | undefined): boolean {
  return (
    byte === COMMA ||
    byte === OPEN_BRACKET ||
    byte === CLOSE_BRACKET ||
    byte === OPEN_BRACE ||
    byte === CLOSE_BRACE
  );
}
