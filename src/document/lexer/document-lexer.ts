import { NONE } from "../../result/none.ts";
import type { DocumentReading } from "../document-reading.ts";
import { isJsonObject } from "../text/json-objects.ts";
import { toValue } from "../tree/to-value.ts";
import { DocumentBytes, UNCERTAIN } from "./document-bytes.ts";
import { FlowReader } from "./flow-reader.ts";
import { locateTokens } from "./locate-tokens.ts";
import { OBJECT, type ProjectionOf } from "./projection.ts";
import { TokenReader } from "./token-reader.ts";
import { KEY, TokenTable } from "./token-table.ts";
import { ValueBuilder } from "./value-builder.ts";

/**
 * Reads documents in plain block style, or in JSON, many times faster than a YAML parser.
 * See docs/adr/0009-bytes-rows-and-nodes-on-demand.md.
 */
export class DocumentLexer {
  readonly #document = new DocumentBytes();
  readonly #tokens: TokenTable = new TokenTable(this.#document);
  readonly #reader: TokenReader = new TokenReader(this.#tokens);
  readonly #json: FlowReader = new FlowReader(this.#document, true);
  readonly #builder: ValueBuilder;

  /** @param projectionOf - what is needed of an object of a kind */
  constructor(projectionOf: ProjectionOf) {
    this.#builder = new ValueBuilder(this.#tokens, projectionOf);
  }

  /**
   * Reads a document; returns `undefined` if it is not certain of any line.
   *
   * @param text - without a byte order mark
   * @param isJson - whether kubectl reads it as JSON
   */
  read(text: string, isJson = false): DocumentReading | undefined {
    this.#document.load(text, isJson);
    try {
      return isJson || isJsonObject(text, 0) ? this.#readJson() : this.#readBlock();
    } catch (problem) {
      if (problem === UNCERTAIN) return undefined;
      throw problem;
    }
  }

  #readBlock(): DocumentReading | undefined {
    const tokens = this.#tokens;
    this.#reader.read();
    const { warnings } = this.#reader;
    if (tokens.length === 0) {
      return { reader: "lexer", ok: true, value: null, tree: undefined, warnings };
    }
    // A list is not a manifest.
    if (tokens.kind(0) !== KEY) return undefined;
    const value = this.#builder.collection(0, tokens.length, OBJECT);
    return { reader: "lexer", ok: true, value, tree: locateTokens(tokens), warnings };
  }

  /** Reads JSON, all of which is needed. */
  #readJson(): DocumentReading | undefined {
    const tree = this.#json.readWhole();
    const evaluated = toValue(tree);
    if (!evaluated.ok) return undefined;
    return { reader: "lexer", ok: true, value: evaluated.value, tree, warnings: NONE };
  }
}
