import { NONE } from "../../core/none.ts";
import type { CarrierIndex } from "../../workload/carrier-index.ts";
import { isJsonObject } from "../text/documents.ts";
import type { LocatedNode } from "../tree/located.ts";
import { TreeBuilder } from "./build-tree.ts";
import { KeyStack } from "./key-stack.ts";
import { FlowReader } from "./read-flow.ts";
import { type DuplicateKey, RowReader } from "./read-rows.ts";
import { KEY, Rows } from "./rows.ts";
import { OBJECT } from "./shape.ts";
import { UNCERTAIN } from "./uncertain.ts";

/** What the scanner makes of a document. */
export interface ScannedDocument {
  /** `undefined` for one without content. */
  readonly tree: LocatedNode | undefined;
  readonly duplicates: readonly DuplicateKey[];
}

const BYTE_ORDER_MARK = 0xfeff;

/**
 * Reads the documents of a text that are written in plain block style, or JSON, many times faster
 * than a YAML parser can. Of what no plan depends on there is no node, or one without content.
 */
export class DocumentScanner {
  readonly #text: string;
  readonly #rows = new Rows();
  readonly #reader: RowReader;
  readonly #builder: TreeBuilder;

  constructor(text: string, carriers: CarrierIndex) {
    this.#text = text;
    this.#reader = new RowReader(text, this.#rows);
    this.#builder = new TreeBuilder(text, this.#rows, carriers);
  }

  /** The document from `start` to `end`; `undefined` where not every line of it is certain. */
  scan(start: number, end: number): ScannedDocument | undefined {
    // A byte order mark at the very start is no content.
    const first = this.#text.charCodeAt(start) === BYTE_ORDER_MARK ? start + 1 : start;
    try {
      return isJsonObject(this.#text, first) ? this.#json(first, end) : this.#block(first, end);
    } catch (problem) {
      if (problem === UNCERTAIN) return undefined;
      throw problem;
    }
  }

  #block(start: number, end: number): ScannedDocument | undefined {
    this.#reader.read(start, end);
    const { duplicates } = this.#reader;
    const { length } = this.#rows;
    if (length === 0) return { tree: undefined, duplicates };
    // A list is no manifest.
    if (this.#rows.kind(0) !== KEY) return undefined;
    return { tree: this.#builder.collection(0, length, OBJECT), duplicates };
  }

  /** JSON is flow style throughout; nothing of it is left out. */
  #json(start: number, end: number): ScannedDocument {
    const reader = new FlowReader(this.#text, end, new KeyStack(this.#text), true);
    return { tree: reader.readWhole(start), duplicates: NONE };
  }
}

/** Reads one document; `DocumentScanner` reads many of one text. */
export function scanDocument(
  text: string,
  start: number,
  end: number,
  carriers: CarrierIndex,
): ScannedDocument | undefined {
  return new DocumentScanner(text, carriers).scan(start, end);
}
