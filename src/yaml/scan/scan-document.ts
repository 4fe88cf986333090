import { NONE } from "../../core/none.ts";
import type { CarrierIndex } from "../../workload/carrier-index.ts";
import { isJsonObject } from "../documents.ts";
import type { LocatedNode } from "../located.ts";
import { KeyStack } from "./key-stack.ts";
import { BlockReader, type DuplicateKey } from "./read-block.ts";
import { FlowReader } from "./read-flow.ts";
import { OBJECT } from "./shape.ts";
import { UNCERTAIN } from "./uncertain.ts";

/** What the scanner makes of a document. */
export interface ScannedDocument {
  /** `undefined` for one without content. */
  readonly tree: LocatedNode | undefined;
  readonly duplicates: readonly DuplicateKey[];
}

/**
 * Reads the document from `start` to `end` of a text if it is written in plain block style, many
 * times faster than a YAML parser can: `undefined` where it is not certain of every line. Of what
 * no plan depends on there is no node, or one without content.
 */
export function scanDocument(
  text: string,
  start: number,
  end: number,
  carriers: CarrierIndex,
): ScannedDocument | undefined {
  // A byte order mark at the very start is no content.
  const first = text.charCodeAt(start) === BYTE_ORDER_MARK ? start + 1 : start;
  try {
    if (isJsonObject(text, first)) return { tree: scanJson(text, first, end), duplicates: NONE };
    const reader = new BlockReader(text, first, end, carriers);
    const tree = reader.document(OBJECT);
    return { tree, duplicates: reader.duplicates };
  } catch (problem) {
    if (problem === UNCERTAIN) return undefined;
    throw problem;
  }
}

/** JSON is flow style throughout; nothing of it is left out. */
function scanJson(text: string, start: number, end: number): LocatedNode {
  return new FlowReader(text, end, new KeyStack(text), true).readWhole(start);
}

const BYTE_ORDER_MARK = 0xfeff;
