import { COLON, DOUBLE_QUOTE, NEWLINE, SINGLE_QUOTE } from "../text/characters.ts";
import type {
  LocatedEntry,
  LocatedItem,
  LocatedList,
  LocatedMap,
  LocatedNode,
  LocatedScalar,
} from "../tree/located.ts";
import type { DocumentBytes } from "./document-bytes.ts";
import { FlowReader } from "./flow-reader.ts";
import { KeyStack } from "./key-stack.ts";
import { scalarOf } from "./scalar-of.ts";
import { FLOW, ITEM, NO_VALUE, type TokenTable } from "./token-table.ts";

/** A document that has been read into rows. */
export interface TokenSource {
  readonly document: DocumentBytes;
  readonly rows: TokenTable;
}

/**
 * The tree of a document whose nodes are made when somebody asks for them: those on the way to an
 * edit, and those beside them. Holds until the next document is read.
 */
export function locateTokens(source: TokenSource): LocatedNode {
  return collection(source, 0, source.rows.length);
}

function collection(source: TokenSource, first: number, limit: number): LocatedMap | LocatedList {
  return source.rows.kind(first) === ITEM
    ? new TokenList(source, first, limit)
    : new TokenMap(source, first, limit);
}

/** What stands behind a row, or below it; `undefined` for null. */
function valueBehind(source: TokenSource, row: number): LocatedNode | undefined {
  const { document, rows } = source;
  const start = rows.valueStart(row);
  switch (rows.valueKind(row)) {
    case NO_VALUE: {
      const limit = rows.next(row);
      return limit === row + 1 ? undefined : collection(source, row + 1, limit);
    }
    case FLOW:
      return new FlowReader(document, new KeyStack(document)).read(start, 0);
    default:
      return new TokenScalar(source, row);
  }
}

class TokenScalar implements LocatedScalar {
  readonly type = "scalar";
  readonly #source: TokenSource;
  readonly #row: number;

  constructor(source: TokenSource, row: number) {
    this.#source = source;
    this.#row = row;
  }

  get start(): number {
    return this.#source.rows.valueStart(this.#row);
  }

  get end(): number {
    return this.#source.rows.valueEnd(this.#row);
  }

  get value(): LocatedScalar["value"] {
    return scalarOf(this.#source.document, this.#source.rows, this.#row);
  }
}

class TokenMap implements LocatedMap {
  readonly type = "map";
  readonly flow = false;
  readonly #source: TokenSource;
  readonly #first: number;
  readonly #limit: number;
  #entries: readonly LocatedEntry[] | undefined;
  #isSearched = false;
  /** Made at the second search: most maps see but one. */
  #byKey: ReadonlyMap<string, LocatedEntry> | undefined;

  constructor(source: TokenSource, first: number, limit: number) {
    this.#source = source;
    this.#first = first;
    this.#limit = limit;
  }

  get column(): number {
    return columnOf(this.#source, this.start);
  }

  get start(): number {
    return keyStart(this.#source, this.#first);
  }

  get end(): number {
    return this.#source.rows.valueEnd(this.#limit - 1);
  }

  get entries(): readonly LocatedEntry[] {
    return (this.#entries ??= eachRow(this.#source, this.#first, this.#limit, TokenEntry));
  }

  find(key: string): LocatedEntry | undefined {
    if (this.#isSearched) {
      this.#byKey ??= new Map(this.entries.map((entry) => [entry.key, entry]));
      return this.#byKey.get(key);
    }
    this.#isSearched = true;
    const { document, rows } = this.#source;
    let found = -1;
    for (let row = this.#first; row < this.#limit; row = rows.next(row)) {
      const start = rows.start(row);
      const isFound = rows.stop(row) === start + key.length && document.text.startsWith(key, start);
      if (isFound) found = row;
    }
    return found === -1 ? undefined : new TokenEntry(this.#source, found);
  }
}

class TokenEntry implements LocatedEntry {
  readonly #source: TokenSource;
  readonly #row: number;
  #value: LocatedNode | undefined;

  constructor(source: TokenSource, row: number) {
    this.#source = source;
    this.#row = row;
  }

  get key(): string {
    const { document, rows } = this.#source;
    return document.slice(rows.start(this.#row), rows.stop(this.#row));
  }

  get keyStart(): number {
    return keyStart(this.#source, this.#row);
  }

  get keyEnd(): number {
    const { bytes } = this.#source.document;
    let colon = this.#source.rows.stop(this.#row);
    while (bytes[colon] !== COLON) colon++;
    return colon + 1;
  }

  get value(): LocatedNode | undefined {
    return (this.#value ??= valueBehind(this.#source, this.#row));
  }
}

class TokenList implements LocatedList {
  readonly type = "list";
  readonly flow = false;
  readonly #source: TokenSource;
  readonly #first: number;
  readonly #limit: number;
  #items: readonly LocatedItem[] | undefined;

  constructor(source: TokenSource, first: number, limit: number) {
    this.#source = source;
    this.#first = first;
    this.#limit = limit;
  }

  get column(): number {
    return columnOf(this.#source, this.start);
  }

  get start(): number {
    return this.#source.rows.start(this.#first);
  }

  get end(): number {
    return this.#source.rows.valueEnd(this.#limit - 1);
  }

  get items(): readonly LocatedItem[] {
    return (this.#items ??= eachRow(this.#source, this.#first, this.#limit, TokenItem));
  }
}

class TokenItem implements LocatedItem {
  readonly #source: TokenSource;
  readonly #row: number;

  constructor(source: TokenSource, row: number) {
    this.#source = source;
    this.#row = row;
  }

  get start(): number {
    return this.#source.rows.start(this.#row);
  }

  /** Made anew each time: the items of a long list would all be kept otherwise. */
  get value(): LocatedNode | undefined {
    return valueBehind(this.#source, this.#row);
  }
}

/** The rows of one collection, each as what it is there. */
function eachRow<T>(
  source: TokenSource,
  first: number,
  limit: number,
  Part: new (source: TokenSource, row: number) => T,
): T[] {
  const parts: T[] = [];
  for (let row = first; row < limit; row = source.rows.next(row)) parts.push(new Part(source, row));
  return parts;
}

function columnOf({ document }: TokenSource, offset: number): number {
  const { bytes } = document;
  let line = offset;
  while (line > 0 && bytes[line - 1] !== NEWLINE) line--;
  return offset - line;
}

/** Where a key begins, the quote before it included. */
function keyStart({ document, rows }: TokenSource, row: number): number {
  const start = rows.start(row);
  const before = document.bytes[start - 1];
  return before === DOUBLE_QUOTE || before === SINGLE_QUOTE ? start - 1 : start;
}
