import { NONE } from "../../core/none.ts";
import type { Settings } from "../../inject/compiled-options.ts";
import { isJsonObject } from "../text/documents.ts";
import type { LocatedNode } from "../tree/located.ts";
import { toValue } from "../tree/to-value.ts";
import { ValueBuilder } from "./build-value.ts";
import { DocumentText } from "./document-text.ts";
import { KeyStack } from "./key-stack.ts";
import { locateRows } from "./locate-rows.ts";
import { FlowReader } from "./read-flow.ts";
import { type DuplicateKey, RowReader } from "./read-rows.ts";
import { KEY, Rows } from "./rows.ts";
import { OBJECT, Shapes } from "./shape.ts";
import { UNCERTAIN } from "./uncertain.ts";

/** What the scanner makes of a document. */
export interface ScannedDocument {
  /** What it comes to, as far as a plan can depend on it. */
  readonly value: unknown;
  /** `undefined` for one without content. Holds until the next document is scanned. */
  readonly tree: LocatedNode | undefined;
  readonly duplicates: readonly DuplicateKey[];
}

const BYTE_ORDER_MARK = "\uFEFF";

/**
 * Reads documents that are written in plain block style, or JSON, many times faster than a YAML
 * parser can.
 */
export class DocumentScanner {
  readonly #document = new DocumentText();
  readonly #rows = new Rows();
  readonly #reader: RowReader;
  readonly #builder: ValueBuilder;

  constructor(settings: Settings) {
    this.#reader = new RowReader(this.#document, this.#rows);
    this.#builder = new ValueBuilder(this.#document, this.#rows, new Shapes(settings));
  }

  /** `undefined` where not every line is certain. */
  scan(text: string): ScannedDocument | undefined {
    // A byte order mark at the very start is no content.
    const first = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
    this.#document.load(text);
    try {
      return isJsonObject(text, first) ? this.#json(first) : this.#block(first);
    } catch (problem) {
      if (problem === UNCERTAIN) return undefined;
      throw problem;
    }
  }

  #block(start: number): ScannedDocument | undefined {
    this.#reader.read(start);
    const { duplicates } = this.#reader;
    const rows = this.#rows;
    if (rows.length === 0) return { value: null, tree: undefined, duplicates };
    // A list is no manifest.
    if (rows.kind(0) !== KEY) return undefined;
    const value = this.#builder.collection(0, rows.length, OBJECT);
    return { value, tree: locateRows({ document: this.#document, rows }), duplicates };
  }

  /** JSON is flow style throughout; nothing of it is left out. */
  #json(start: number): ScannedDocument | undefined {
    const reader = new FlowReader(this.#document, new KeyStack(this.#document), true);
    const tree = reader.readWhole(start);
    const evaluated = toValue(tree);
    return evaluated.ok ? { value: evaluated.value, tree, duplicates: NONE } : undefined;
  }
}
