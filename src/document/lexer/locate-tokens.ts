import { COLON } from "../text/characters.ts";
import { columnOf } from "../text/text-lines.ts";
import type {
  LocatedCollection,
  LocatedEntry,
  LocatedNode,
  LocatedScalar,
} from "../tree/located.ts";
import { FlowReader } from "./flow-reader.ts";
import { ITEM, KEY, type TokenTable } from "./token-table.ts";
import { scalarValue } from "./value-builder.ts";
import { FLOW, NO_VALUE } from "./value-kind.ts";

/**
 * The tree of the document that was read into a table. Its nodes are created when they are asked for:
 * those on the way to an edit, and those next to them. Valid until the table is refilled.
 */
export function locateTokens(tokens: TokenTable): LocatedNode {
  return collection(tokens, 0, tokens.length);
}

function collection(tokens: TokenTable, first: number, limit: number): LocatedCollection {
  return tokens.kind(first) === ITEM
    ? new TokenCollection("list", tokens, first, limit)
    : new TokenCollection("map", tokens, first, limit);
}

/** The node of a token's value; `undefined` for null. */
function nodeOf(tokens: TokenTable, token: number): LocatedNode | undefined {
  switch (tokens.valueKind(token)) {
    case NO_VALUE: {
      const limit = tokens.next(token);
      return limit === token + 1 ? undefined : collection(tokens, token + 1, limit);
    }
    case FLOW:
      return new FlowReader(tokens.document).read(tokens.valueStart(token), 0);
    default:
      return new TokenScalar(tokens, token);
  }
}

class TokenScalar implements LocatedScalar {
  readonly type = "scalar";
  readonly #tokens: TokenTable;
  readonly #token: number;

  constructor(tokens: TokenTable, token: number) {
    this.#tokens = tokens;
    this.#token = token;
  }

  get start(): number {
    return this.#tokens.valueStart(this.#token);
  }

  get end(): number {
    return this.#tokens.valueEnd(this.#token);
  }

  get value(): LocatedScalar["value"] {
    return scalarValue(this.#tokens, this.#token);
  }
}

/** An entry of a map, or an item of a list, whose key is its dash. */
class TokenItem implements LocatedEntry {
  readonly #tokens: TokenTable;
  readonly #token: number;
  #value: LocatedNode | undefined;

  constructor(tokens: TokenTable, token: number) {
    this.#tokens = tokens;
    this.#token = token;
  }

  get key(): string {
    return this.#tokens.key(this.#token);
  }

  get start(): number {
    return this.#tokens.quotedStart(this.#token);
  }

  get valueFrom(): number {
    const stop = this.#tokens.stop(this.#token);
    if (this.#tokens.kind(this.#token) === ITEM) return stop;
    const { bytes } = this.#tokens.document;
    let colon = stop;
    while (bytes[colon] !== COLON) colon++;
    return colon + 1;
  }

  get value(): LocatedNode | undefined {
    const value = this.#value ?? nodeOf(this.#tokens, this.#token);
    // A long list must not keep the nodes of all its items.
    if (this.#tokens.kind(this.#token) === KEY) this.#value = value;
    return value;
  }
}

class TokenCollection<Type extends "map" | "list"> {
  readonly type: Type;
  readonly flow = false;
  readonly #tokens: TokenTable;
  readonly #first: number;
  readonly #limit: number;
  #items: readonly TokenItem[] | undefined;
  #isSearched = false;
  /** Created by the second search, since most maps are searched once. */
  #byKey: ReadonlyMap<string, TokenItem> | undefined;

  constructor(type: Type, tokens: TokenTable, first: number, limit: number) {
    this.type = type;
    this.#tokens = tokens;
    this.#first = first;
    this.#limit = limit;
  }

  get column(): number {
    return columnOf(this.#tokens.document.text, this.start);
  }

  get start(): number {
    return this.#tokens.quotedStart(this.#first);
  }

  get end(): number {
    return this.#tokens.valueEnd(this.#limit - 1);
  }

  get entries(): readonly TokenItem[] {
    return this.items;
  }

  get items(): readonly TokenItem[] {
    if (this.#items !== undefined) return this.#items;
    const tokens = this.#tokens;
    const items: TokenItem[] = [];
    for (let token = this.#first; token < this.#limit; token = tokens.next(token)) {
      items.push(new TokenItem(tokens, token));
    }
    return (this.#items = items);
  }

  /** Finds the last entry of a key. */
  find(key: string): TokenItem | undefined {
    if (this.#isSearched) {
      this.#byKey ??= new Map(this.items.map((item) => [item.key, item]));
      return this.#byKey.get(key);
    }
    this.#isSearched = true;
    const tokens = this.#tokens;
    let found = -1;
    for (let token = this.#first; token < this.#limit; token = tokens.next(token)) {
      if (tokens.hasKey(token, key)) found = token;
    }
    return found === -1 ? undefined : new TokenItem(tokens, found);
  }
}
