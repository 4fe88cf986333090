/**
 * A node of a document and its place in the text.
 *
 * Both readers, the lexer and the `yaml` package, return this tree, and nothing else of a document is
 * needed to render edits.
 */
export type LocatedNode = LocatedCollection | LocatedScalar | LocatedAlias;

export type LocatedCollection = LocatedMap | LocatedList;

interface Located {
  /** In UTF-16 units from the start of the document's text. */
  readonly start: number;
  /** Exclusive, without the blanks, comments and line breaks after the node. */
  readonly end: number;
  /** Whether it has an anchor. */
  readonly anchored?: boolean;
}

interface Collection extends Located {
  /** `{a: b}` and `[a, b]`, including JSON. */
  readonly flow: boolean;
  /** The column of the keys or dashes of a block collection, from 0. */
  readonly column: number;
}

export interface LocatedMap extends Collection {
  readonly type: "map";
  /** In the order of the text, including duplicates and merges (`<<`). */
  readonly entries: readonly LocatedEntry[];
  /** Finds the last entry of a key without creating the others. Absent where maps may merge. */
  readonly find?: (key: string) => LocatedEntry | undefined;
}

export interface LocatedList extends Collection {
  readonly type: "list";
  readonly items: readonly LocatedItem[];
}

export interface LocatedItem {
  /** Where its dash is; in a flow list, where its value begins. */
  readonly start: number;
  /** Where its value may begin: after the dash. */
  readonly valueFrom: number;
  /** `undefined` if nothing is written: null. */
  readonly value: LocatedNode | undefined;
}

/** An item with a key: it starts at the key, and its value may begin after the colon. */
export interface LocatedEntry extends LocatedItem {
  /** The key as a string, whatever its style. */
  readonly key: string;
  /** A merge: `<<`, plain and unquoted. */
  readonly merge?: boolean;
}

export interface LocatedScalar extends Located {
  readonly type: "scalar";
  /** As kubectl reads it. */
  readonly value: string | number | boolean | null;
}

/** `*name`, which refers to a node elsewhere. */
interface LocatedAlias extends Located {
  readonly type: "alias";
  readonly target: LocatedNode;
}

/** The entries of a map or the items of a list. */
export function itemsOf(node: LocatedCollection): readonly LocatedItem[] {
  return node.type === "map" ? node.entries : node.items;
}

/** Where an entry or item ends: with its value, or after its colon or dash if it has none. */
export function endOf({ value, valueFrom }: LocatedItem): number {
  return value?.end ?? valueFrom;
}

/** Follows aliases to the node they refer to. */
export function dereference(
  node: LocatedNode | undefined,
): Exclude<LocatedNode, LocatedAlias> | undefined {
  let target = node;
  while (target?.type === "alias") target = target.target;
  return target;
}

/**
 * The maps that a merge (`<<: *a`, `<<: [*a, *b]`) takes entries from, the one that wins last;
 * `undefined` if it names anything but maps, which kubectl refuses.
 */
export function mergeSources({ value }: LocatedEntry): readonly LocatedMap[] | undefined {
  const single = dereference(value);
  if (single?.type === "map") return [single];
  // kubectl does not follow an alias to a list.
  if (value?.type !== "list") return undefined;
  const maps = value.items.map((item) => dereference(item.value));
  return maps.every((node) => node?.type === "map") ? maps.reverse() : undefined;
}
