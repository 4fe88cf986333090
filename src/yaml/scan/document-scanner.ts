import { NONE } from "../../core/none.ts";
import type { Settings } from "../../inject/compiled-options.ts";
import { isJsonObject } from "../text/json-objects.ts";
import type { LocatedNode } from "../tree/located.ts";
import { toValue } from "../tree/to-value.ts";
import { DocumentText } from "./document-text.ts";
import { FlowReader } from "./flow-reader.ts";
import { KeyStack } from "./key-stack.ts";
import { locateRows } from "./locate-rows.ts";
import { type DuplicateKey, RowReader } from "./row-reader.ts";
import { KEY, Rows } from "./rows.ts";
import { OBJECT, Shapes } from "./shape.ts";
import { UNCERTAIN } from "./uncertain.ts";
import { ValueBuilder } from "./value-builder.ts";

/** What the scanner makes of a document. */
export interface ScannedDocument {
  /** What it comes to, as far as a plan can depend on it. */
  readonly value: unknown;
  /** `undefined` for one without content. Holds until the next document is scanned. */
  readonly tree: LocatedNode | undefined;
  readonly duplicates: readonly DuplicateKey[];
}

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

  /** @param text - without a byte order mark; `undefined` where not every line is certain */
  scan(text: string): ScannedDocument | undefined {
    this.#document.load(text);
    try {
      return isJsonObject(text, 0) ? this.#json() : this.#block();
    } catch (problem) {
      if (problem === UNCERTAIN) return undefined;
      throw problem;
    }
  }

  #block(): ScannedDocument | undefined {
    this.#reader.read();
    const { duplicates } = this.#reader;
    const rows = this.#rows;
    if (rows.length === 0) return { value: null, tree: undefined, duplicates };
    // A list is no manifest.
    if (rows.kind(0) !== KEY) return undefined;
    const value = this.#builder.collection(0, rows.length, OBJECT);
    return { value, tree: locateRows({ document: this.#document, rows }), duplicates };
  }

  /** JSON is flow style throughout; nothing of it is left out. */
  #json(): ScannedDocument | undefined {
    const reader = new FlowReader(this.#document, new KeyStack(this.#document), true);
    const tree = reader.readWhole();
    const evaluated = toValue(tree);
    return evaluated.ok ? { value: evaluated.value, tree, duplicates: NONE } : undefined;
  }
}
