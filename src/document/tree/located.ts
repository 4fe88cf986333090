/**
 * A document as far as it has been read, each node with its place in the text. Offsets are UTF-16
 * units from the start of the document's text; an end is exclusive and leaves out blanks, comments
 * and line breaks behind the node.
 *
 * Both readers, the scanner and the `yaml` package, give this tree; everything behind them (the
 * value that is planned on, the splices that render the edits) works on it alone.
 */
export type LocatedNode = LocatedMap | LocatedList | LocatedScalar | LocatedAlias;

export interface LocatedMap {
  readonly type: "map";
  /** `{a: b}`: JSON too. */
  readonly flow: boolean;
  /** Of a block map: the column, from 0, at which its keys begin. */
  readonly column: number;
  readonly start: number;
  readonly end: number;
  /** In the order of the text, duplicates and merges (`<<`) included. */
  readonly entries: readonly LocatedEntry[];
  /** The last entry of a key, found without making the others; not where maps may merge. */
  readonly find?: (key: string) => LocatedEntry | undefined;
  /** Whether it carries an anchor. */
  readonly anchored?: boolean;
}

export interface LocatedEntry {
  /** The key as a string, whatever its style. */
  readonly key: string;
  readonly keyStart: number;
  /** Just behind the colon. */
  readonly keyEnd: number;
  /** `undefined` where nothing is written: null. */
  readonly value: LocatedNode | undefined;
  /** A merge: `<<`, plain and unquoted. */
  readonly merge?: boolean;
}

export interface LocatedList {
  readonly type: "list";
  /** `[a, b]`: JSON too. */
  readonly flow: boolean;
  /** Of a block list: the column, from 0, of its dashes. */
  readonly column: number;
  readonly start: number;
  readonly end: number;
  readonly items: readonly LocatedItem[];
  readonly anchored?: boolean;
}

export interface LocatedItem {
  /** Where the dash is; in a flow list, where the value begins. */
  readonly start: number;
  readonly value: LocatedNode | undefined;
}

export interface LocatedScalar {
  readonly type: "scalar";
  readonly start: number;
  readonly end: number;
  /** As kubectl reads it: string, number, boolean or null. */
  readonly value: string | number | boolean | null;
  readonly anchored?: boolean;
}

/** `*name`: stands for a node elsewhere. */
interface LocatedAlias {
  readonly type: "alias";
  readonly start: number;
  readonly end: number;
  readonly target: LocatedNode;
}
