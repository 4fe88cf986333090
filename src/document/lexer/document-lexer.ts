import { NONE } from "../../result/none.ts";
import type { DocumentReading } from "../document-reading.ts";
import { isJsonObject } from "../text/json-objects.ts";
import { duplicateKey } from "../tree/duplicate-keys.ts";
import type { LocatedNode } from "../tree/located.ts";
import { toValue } from "../tree/to-value.ts";
import type { YamlProblem } from "../tree/yaml-problem.ts";
import { DocumentBytes } from "./document-bytes.ts";
import { FlowReader } from "./flow-reader.ts";
import { KeyStack } from "./key-stack.ts";
import { locateTokens } from "./locate-tokens.ts";
import { OBJECT, type ProjectionOf } from "./projection.ts";
import { TokenReader } from "./token-reader.ts";
import { KEY, TokenTable } from "./token-table.ts";
import { UNCERTAIN } from "./uncertain.ts";
import { ValueBuilder } from "./value-builder.ts";

/**
 * Reads documents that are written in plain block style, or JSON, many times faster than a YAML parser
 * can. See docs/adr/0009-bytes-rows-and-nodes-on-demand.md.
 */
export class DocumentLexer {
  readonly #document = new DocumentBytes();
  readonly #rows = new TokenTable();
  readonly #reader: TokenReader;
  readonly #builder: ValueBuilder;

  /** @param projectionOf - what is needed of an object of some kind */
  constructor(projectionOf: ProjectionOf) {
    this.#reader = new TokenReader(this.#document, this.#rows);
    this.#builder = new ValueBuilder(this.#document, this.#rows, projectionOf);
  }

  /** @param text - without a byte order mark; `undefined` if any line is not certain */
  read(text: string): DocumentReading | undefined {
    this.#document.load(text);
    try {
      return isJsonObject(text, 0) ? this.#json() : this.#block();
    } catch (problem) {
      if (problem === UNCERTAIN) return undefined;
      throw problem;
    }
  }

  #block(): DocumentReading | undefined {
    this.#reader.read();
    const warnings = this.#reader.duplicates.map(({ key, start }) => duplicateKey(key, start));
    const rows = this.#rows;
    if (rows.length === 0) return lexed(null, undefined, warnings);
    // A list is not a manifest.
    if (rows.kind(0) !== KEY) return undefined;
    const value = this.#builder.collection(0, rows.length, OBJECT);
    return lexed(value, locateTokens({ document: this.#document, rows }), warnings);
  }

  /** JSON is flow style throughout; its value is made in full. */
  #json(): DocumentReading | undefined {
    const reader = new FlowReader(this.#document, new KeyStack(this.#document), true);
    const tree = reader.readWhole();
    const evaluated = toValue(tree);
    return evaluated.ok ? lexed(evaluated.value, tree, NONE) : undefined;
  }
}

function lexed(
  value: unknown,
  tree: LocatedNode | undefined,
  warnings: readonly YamlProblem[],
): DocumentReading {
  return { reader: "lexer", ok: true, value, tree, warnings };
}
