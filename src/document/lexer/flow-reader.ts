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
  SPACE,
  TAB,
} from "../text/characters.ts";
import type { LocatedEntry, LocatedItem, LocatedNode, LocatedScalar } from "../tree/located.ts";
import { resolvePlain } from "../tree/resolve-plain.ts";
import { END, IS_FLOW_PLAIN, IS_PLAIN } from "./byte-classes.ts";
import { type DocumentBytes, UNCERTAIN } from "./document-bytes.ts";
import { KeyStack } from "./key-stack.ts";
import { refuseEndMarker, skipSpaces } from "./lines.ts";
import { quotedValue, skipQuoted } from "./quoted-scalar.ts";
import { PLAIN, QUOTED, VALUE_KIND } from "./value-kind.ts";

const MAX_DEPTH = 50;
/** YAML requires a `?` before longer keys. */
const MAX_KEY = 1000;

const LITERAL = /(?:null|true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)(?=[\s,\]}])/y;

/**
 * Reads simple flow collections: `[a, "b"]`, `{a: b}`, over several lines if those are indented. Plain
 * scalars of several lines, comments, null entries, single pairs and explicit keys are left to the
 * `yaml` package.
 */
export class FlowReader {
  readonly #document: DocumentBytes;
  readonly #keys: KeyStack;
  readonly #isJson: boolean;
  #bytes: Uint8Array;
  /** The least indentation of the lines of a collection. */
  #column = 0;
  /** Whether nothing but JSON is valid. */
  #isStrict = false;

  /** @param isJson - whether tabs are blanks */
  constructor(document: DocumentBytes, isJson = false) {
    this.#document = document;
    this.#bytes = document.bytes;
    this.#keys = new KeyStack(document);
    this.#isJson = isJson;
  }

  /** Reads the collection that is the whole text. */
  readWhole(): LocatedNode {
    this.#bytes = this.#document.bytes;
    this.#isStrict = this.#document.isJson;
    const node = this.read(this.#skipBlanks(0), 0);
    for (let at = node.end; this.#bytes[at] !== END; at++) {
      if (!this.#isBlank(at)) throw UNCERTAIN;
    }
    return node;
  }

  /** Reads the collection that begins at `start`, in a block collection at `column`. */
  read(start: number, column: number): LocatedNode {
    this.#bytes = this.#document.bytes;
    this.#column = column;
    this.#keys.clear();
    return this.#node(start, 0);
  }

  #node(start: number, depth: number): LocatedNode {
    if (depth > MAX_DEPTH) throw UNCERTAIN;
    const byte = this.#bytes[start];
    if (byte === OPEN_BRACE) return this.#map(start, depth);
    if (byte === OPEN_BRACKET) return this.#list(start, depth);
    return this.#scalar(start);
  }

  #scalar(start: number): LocatedScalar {
    const isQuoted = VALUE_KIND[this.#bytes[start] as number] === QUOTED;
    if (this.#isStrict && this.#bytes[start] !== DOUBLE_QUOTE) return this.#literal(start);
    const end = isQuoted ? skipQuoted(this.#document, start) : this.#endOfPlain(start);
    const value = isQuoted
      ? quotedValue(this.#document, start, end)
      : resolvePlain(this.#document.text.slice(start, end));
    return { type: "scalar", start, end, value };
  }

  /** Reads a value of JSON that is not a string. */
  #literal(start: number): LocatedScalar {
    const { text } = this.#document;
    LITERAL.lastIndex = start;
    if (!LITERAL.test(text)) throw UNCERTAIN;
    const end = LITERAL.lastIndex;
    return { type: "scalar", start, end, value: resolvePlain(text.slice(start, end)) };
  }

  #list(start: number, depth: number): LocatedNode {
    const items: LocatedItem[] = [];
    let at = this.#skipBlanks(start + 1);
    while (this.#bytes[at] !== CLOSE_BRACKET) {
      const value = this.#node(at, depth + 1);
      items.push({ start: at, valueFrom: at, value });
      at = this.#nextNode(value, CLOSE_BRACKET);
    }
    return { type: "list", flow: true, column: 0, start, end: at + 1, items };
  }

  #map(start: number, depth: number): LocatedNode {
    const entries: LocatedEntry[] = [];
    const map = this.#keys.open();
    let at = this.#skipBlanks(start + 1);
    while (this.#bytes[at] !== CLOSE_BRACE) {
      const key = this.#key(at, map);
      const value = this.#node(this.#skipBlanks(key.end + 1), depth + 1);
      entries.push({ key: key.value, start: at, valueFrom: key.end + 1, value });
      at = this.#nextNode(value, CLOSE_BRACE);
    }
    this.#keys.close(map);
    return { type: "map", flow: true, column: 0, start, end: at + 1, entries };
  }

  /** Reads a key, which a colon follows. */
  #key(start: number, map: number): { readonly value: string; readonly end: number } {
    const { value, end } = this.#scalar(start);
    if (typeof value !== "string" || value === "<<") throw UNCERTAIN;
    // YAML limits the length of a key.
    if (end - start > MAX_KEY) throw UNCERTAIN;
    const byte = this.#bytes[start] as number;
    const quote = VALUE_KIND[byte] === QUOTED ? 1 : 0;
    // Keys with escapes and doubled quotes cannot be compared as they are written.
    if (value.length !== end - start - 2 * quote) throw UNCERTAIN;
    if (!this.#keys.add(map, start + quote, end - quote)) throw UNCERTAIN;
    // `{a:b}` is the key `a:b`; only a double quoted key may touch its value.
    if (this.#bytes[end] !== COLON) throw UNCERTAIN;
    if (byte !== DOUBLE_QUOTE && !this.#isBlank(end + 1)) throw UNCERTAIN;
    return { value, end };
  }

  /** Where the node after the comma begins, or the closing bracket is. */
  #nextNode({ end }: LocatedNode, closing: number): number {
    const at = this.#skipBlanks(end);
    const byte = this.#bytes[at];
    if (byte === closing) return at;
    if (byte !== COMMA) throw UNCERTAIN;
    const next = this.#skipBlanks(at + 1);
    if (this.#isStrict && this.#bytes[next] === closing) throw UNCERTAIN;
    return next;
  }

  #endOfPlain(start: number): number {
    const bytes = this.#bytes;
    const first = bytes[start] as number;
    if (VALUE_KIND[first] !== PLAIN || first === DASH) throw UNCERTAIN;
    for (let at = start; ; at++) {
      while (IS_FLOW_PLAIN[bytes[at] as number] === 1) at++;
      const byte = bytes[at];
      if (byte === COLON && !this.#isBlank(at + 1)) {
        // YAML 1.1 and 1.2 differ on a colon that touches a bracket or a comma.
        const next = bytes[at + 1] as number;
        if (IS_PLAIN[next] !== IS_FLOW_PLAIN[next]) throw UNCERTAIN;
        continue;
      }
      let end = at;
      while (bytes[end - 1] === SPACE) end--;
      if (byte === COLON || endsNode(byte)) return end;
      if (byte !== NEWLINE && byte !== RETURN && byte !== TAB) throw UNCERTAIN;
      // The next line must not continue it.
      if (!endsNode(bytes[this.#skipBlanks(end)])) throw UNCERTAIN;
      return end;
    }
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

  /** Where the content of a line begins, which must not be indented less than the block. */
  #lineStart(line: number): number {
    const at = skipSpaces(this.#bytes, line);
    const byte = this.#bytes[at];
    if (at - line < this.#column || byte === TAB || byte === HASH) throw UNCERTAIN;
    if (at === line) refuseEndMarker(this.#bytes, line);
    return at;
  }
}

function endsNode(byte: number | undefined): boolean {
  return byte === COMMA || byte === CLOSE_BRACKET || byte === CLOSE_BRACE;
}
