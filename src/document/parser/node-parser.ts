import { received } from "../../result/received.ts";
import { isOnlyComments } from "../text/split-documents.ts";
import {
  endOf,
  type LocatedCollection,
  type LocatedEntry,
  type LocatedItem,
  type LocatedNode,
  type LocatedScalar,
} from "../tree/located.ts";
import { resolveKey, resolveScalar } from "../tree/resolve-scalar.ts";
import { duplicateKey, type YamlProblem, yamlProblem } from "../tree/yaml-problem.ts";
import { type Cursor, Refusal } from "./cursor.ts";
import type { Token } from "./token.ts";
import { TokenScanner } from "./token-scanner.ts";

/** How deeply lists and maps may be nested: far more than in any manifest, far less than a stack holds. */
const MAX_LEVELS = 500;

/** An anchor whose node is not complete yet. */
const OPEN = "open";

const MERGE_KEY = "<<";
const MERGE_TAG = "tag:yaml.org,2002:merge";

/** What an anchor and a tag before a node say. */
interface Properties {
  readonly start: number;
  readonly end: number;
  readonly anchor: string | undefined;
  readonly tag: string | undefined;
}

interface KeyScalar extends LocatedScalar {
  /** Whether it is a merge, if it is a key. */
  readonly isMerge?: boolean;
}

/** A node, or nothing where kubectl reads null. */
type Node = LocatedNode | undefined;

type TokenType = Token["type"];

const AFTER_BLOCK_KEY: ReadonlySet<TokenType> = new Set(["key", ":", "block end"]);
const AFTER_DASH: ReadonlySet<TokenType> = new Set(["-", "block end"]);
const AFTER_INDENTLESS_DASH: ReadonlySet<TokenType> = new Set(["-", "key", ":", "block end"]);
const AFTER_FLOW_KEY: ReadonlySet<TokenType> = new Set([":", ",", "}"]);
const AFTER_FLOW_VALUE: ReadonlySet<TokenType> = new Set([",", "}"]);
const AFTER_PAIR_KEY: ReadonlySet<TokenType> = new Set([":", ",", "]"]);
const AFTER_PAIR_VALUE: ReadonlySet<TokenType> = new Set([",", "]"]);

/** Reads the nodes of a text from its tokens, as kubectl's reader does. */
export class NodeParser {
  readonly warnings: YamlProblem[] = [];
  readonly #scanner: TokenScanner;
  readonly #cursor: Cursor;
  readonly #anchors = new Map<string, LocatedNode | typeof OPEN>();
  #depth = 0;

  constructor(text: string, isJson: boolean) {
    this.#scanner = new TokenScanner(text, isJson);
    this.#cursor = this.#scanner.cursor;
  }

  /** Reads the first document; `undefined` if there is none. */
  document(): Node {
    const { type } = this.#scanner.peek();
    if (type === "stream end") return undefined;
    if (type === "directive") throw this.#refuse("did not find expected <document start>");
    if (type === "document start") {
      this.#scanner.take();
      const next = this.#scanner.peek().type;
      if (next === "document end" || next === "stream end" || next === "document start") {
        return undefined;
      }
    }
    return this.#node(true, false);
  }

  /** Where kubectl stops reading; `undefined` if it reads everything. `...` says so itself. */
  rest(): { readonly offset: number; readonly isMarked: boolean } | undefined {
    const { type, start, end } = this.#scanner.peek();
    if (type === "stream end") return undefined;
    if (type !== "document end") return { offset: start, isMarked: false };
    const isEmpty = isOnlyComments(this.#cursor.text.slice(end));
    return isEmpty ? undefined : { offset: start, isMarked: true };
  }

  /** The first line break outside of quotes that is one for kubectl alone; -1 if there is none. */
  get strayBreak(): number {
    return this.#cursor.strayBreak;
  }

  #refuse(message: string, { start }: { readonly start: number } = this.#scanner.peek()): Refusal {
    return this.#cursor.refuse(message, start);
  }

  #node(isBlock: boolean, canBeIndentless: boolean): Node {
    if (this.#scanner.peek().type === "alias") return this.#alias();
    const properties = this.#properties();
    const { anchor } = properties;
    if (anchor === undefined) return this.#content(properties, isBlock, canBeIndentless);
    this.#anchors.set(anchor, OPEN);
    const content = this.#content(properties, isBlock, canBeIndentless);
    const node = { ...(content as LocatedNode), anchored: true };
    this.#anchors.set(anchor, node);
    return node;
  }

  #alias(): LocatedNode {
    const { name, start, end } = this.#scanner.take() as Extract<Token, { name: string }>;
    const target = this.#anchors.get(name);
    if (typeof target === "object") return { type: "alias", start, end, target };
    const problem = target === OPEN ? "alias within its own anchor" : "alias of an unknown anchor";
    throw new Refusal(yamlProblem("yaml/alias", start, `${problem}: *${name}`));
  }

  #properties(): Properties {
    const { start } = this.#scanner.peek();
    let end = start;
    let anchor: string | undefined;
    let tag: string | undefined;
    for (;;) {
      const token = this.#scanner.peek();
      if (token.type === "anchor" && anchor === undefined) anchor = token.name;
      else if (token.type === "tag" && tag === undefined) tag = this.#tagOf(token);
      else return { start, end, anchor, tag };
      end = token.end;
      this.#scanner.take();
    }
  }

  #tagOf(token: Extract<Token, { type: "tag" }>): string {
    const [handle, suffix] = token.tag;
    if (handle === "") return suffix;
    if (handle === "!!") return `tag:yaml.org,2002:${suffix}`;
    if (handle === "!") return `!${suffix}`;
    throw this.#refuse("found undefined tag handle", token);
  }

  #content(properties: Properties, isBlock: boolean, canBeIndentless: boolean): Node {
    const token = this.#scanner.peek();
    switch (token.type) {
      case "scalar":
        return this.#scalar(properties, token);
      case "[":
        return this.#nested(() => this.#flowList());
      case "{":
        return this.#nested(() => this.#flowMap());
      case "-":
        if (canBeIndentless) return this.#nested(() => this.#blockList(true));
        break;
      case "block list":
        if (isBlock) return this.#nested(() => this.#blockList(false));
        break;
      case "block map":
        if (isBlock) return this.#nested(() => this.#blockMap());
        break;
      default:
    }
    const { anchor, tag, end } = properties;
    if (anchor === undefined && tag === undefined) {
      throw this.#refuse("did not find expected node content");
    }
    const value = this.#resolve("", true, tag, end);
    return { type: "scalar", start: end, end, value };
  }

  #scalar({ tag }: Properties, token: Extract<Token, { value: string }>): LocatedNode {
    this.#scanner.take();
    const { start, end, value: text } = token;
    const value = this.#resolve(text, token.isPlain, tag, start);
    const scalar: LocatedScalar = { type: "scalar", start, end, value };
    // The tag "!" makes a key plain, quoted or not, though it makes any other scalar text.
    const isPlain = tag === undefined ? token.isPlain : tag === "!" || tag === MERGE_TAG;
    const isMerge = text === MERGE_KEY && isPlain;
    return (isMerge ? { ...scalar, isMerge } : scalar) as KeyScalar;
  }

  #resolve(text: string, isPlain: boolean, tag: string | undefined, start: number) {
    const value = resolveScalar(text, isPlain, tag);
    if (value !== undefined) return value;
    const message = `unsupported tag ${tag} on ${received(text)}`;
    throw new Refusal(yamlProblem("yaml/unsupported", start, message));
  }

  #nested(read: () => LocatedCollection): LocatedCollection {
    if (++this.#depth > MAX_LEVELS) {
      const message = `lists and maps are nested more than ${MAX_LEVELS} levels deep`;
      throw new Refusal(yamlProblem("yaml/too-deep", this.#scanner.peek().start, message));
    }
    const node = read();
    this.#depth--;
    return node;
  }

  // Block collections

  #blockList(isIndentless: boolean): LocatedCollection {
    const { start, column } = isIndentless ? this.#scanner.peek() : this.#scanner.take();
    const items: LocatedItem[] = [];
    const after = isIndentless ? AFTER_INDENTLESS_DASH : AFTER_DASH;
    while (this.#scanner.peek().type === "-") {
      const dash = this.#scanner.take();
      items.push({
        start: dash.start,
        valueFrom: dash.end,
        value: this.#unless(after, true, false),
      });
    }
    if (!isIndentless) this.#endBlock("did not find expected '-' indicator");
    const end = endOf(items.at(-1) as LocatedItem);
    return { type: "list", flow: false, column, start, end, items };
  }

  #blockMap(): LocatedCollection {
    const { start, column } = this.#scanner.take();
    const entries: LocatedEntry[] = [];
    while (this.#scanner.peek().type === "key") {
      const { start: from } = this.#scanner.take();
      const key = this.#unless(AFTER_BLOCK_KEY, true, true);
      entries.push(this.#entry(from, key, () => this.#unless(AFTER_BLOCK_KEY, true, true)));
    }
    this.#endBlock("did not find expected key");
    this.#warnOfDuplicates(entries);
    const end = entries.length === 0 ? start : endOf(entries.at(-1) as LocatedItem);
    return { type: "map", flow: false, column, start, end, entries };
  }

  #endBlock(message: string): void {
    if (this.#scanner.peek().type !== "block end") throw this.#refuse(message);
    this.#scanner.take();
  }

  /** A node, unless a token follows that makes it null. */
  #unless(types: ReadonlySet<TokenType>, isBlock: boolean, canBeIndentless: boolean): Node {
    return types.has(this.#scanner.peek().type) ? undefined : this.#node(isBlock, canBeIndentless);
  }

  /** An entry, whose value follows a colon. */
  #entry(start: number, key: Node, readValue: () => Node): LocatedEntry {
    const token = this.#scanner.peek();
    const hasValue = token.type === ":";
    const text = this.#keyOf(key, start);
    if (hasValue) this.#scanner.take();
    const valueFrom = hasValue ? token.end : (key?.end ?? start);
    const value = hasValue ? readValue() : undefined;
    return { key: text.key, start, valueFrom, value, ...(text.merge ? { merge: true } : {}) };
  }

  // Flow collections

  #flowList(): LocatedCollection {
    const { start } = this.#scanner.take();
    const items: LocatedItem[] = [];
    for (let isFirst = true; this.#scanner.peek().type !== "]"; isFirst = false) {
      if (!isFirst) this.#separator("did not find expected ',' or ']'");
      const token = this.#scanner.peek();
      if (token.type === "]") break;
      const value = token.type === "key" ? this.#pair() : this.#node(false, false);
      items.push({ start: token.start, valueFrom: token.start, value });
    }
    const { end } = this.#scanner.take();
    return { type: "list", flow: true, column: 0, start, end, items };
  }

  /** A map of one entry without braces, in a flow list. */
  #pair(): LocatedCollection {
    const { start } = this.#scanner.take();
    const key = this.#unless(AFTER_PAIR_KEY, false, false);
    const entry = this.#entry(start, key, () => this.#unless(AFTER_PAIR_VALUE, false, false));
    return { type: "map", flow: true, column: 0, start, end: endOf(entry), entries: [entry] };
  }

  #flowMap(): LocatedCollection {
    const { start } = this.#scanner.take();
    const entries: LocatedEntry[] = [];
    for (let isFirst = true; this.#scanner.peek().type !== "}"; isFirst = false) {
      if (!isFirst) this.#separator("did not find expected ',' or '}'");
      const token = this.#scanner.peek();
      if (token.type === "}") break;
      const isKey = token.type === "key";
      if (isKey) this.#scanner.take();
      const key = isKey ? this.#unless(AFTER_FLOW_KEY, false, false) : this.#node(false, false);
      const readValue = () => this.#unless(AFTER_FLOW_VALUE, false, false);
      entries.push(
        isKey
          ? this.#entry(token.start, key, readValue)
          : { ...this.#keyEntry(token.start, key), value: undefined },
      );
    }
    const { end } = this.#scanner.take();
    this.#warnOfDuplicates(entries);
    return { type: "map", flow: true, column: 0, start, end, entries };
  }

  #keyEntry(start: number, key: Node): Omit<LocatedEntry, "value"> {
    const { key: text, merge } = this.#keyOf(key, start);
    return { key: text, start, valueFrom: key?.end ?? start, ...(merge ? { merge } : {}) };
  }

  #separator(message: string): void {
    if (this.#scanner.peek().type !== ",") throw this.#refuse(message);
    this.#scanner.take();
  }

  // Keys

  #keyOf(node: Node, start: number): { readonly key: string; readonly merge: boolean } {
    const target = node?.type === "alias" ? node.target : node;
    const key = target?.type === "scalar" ? resolveKey(target.value) : undefined;
    if (key !== undefined) return { key, merge: (node as KeyScalar).isMerge === true };
    const message = "unsupported key: must be text, a whole number or a boolean";
    throw new Refusal(yamlProblem("yaml/unsupported", start, message, "quote it if it is text"));
  }

  #warnOfDuplicates(entries: readonly LocatedEntry[]): void {
    const keys = new Set<string>();
    for (const { key, start, merge } of entries) {
      if (merge) continue;
      if (keys.has(key)) this.warnings.push(duplicateKey(key, start));
      keys.add(key);
    }
  }
}
