import { DocumentLexer } from "../document/lexer/document-lexer.ts";
import { readDocument } from "../document/parser/read-document.ts";
import { NodeFinder } from "../document/tree/find-node.ts";
import { type Description, describeContainers } from "../find/find-gpu-containers.ts";
import type { GpuContainer } from "../find/gpu-container.ts";
import { type Settings, settingsWith } from "../options/compile-options.ts";
import {
  type CompiledYamlOptions,
  YAML_OPTIONS,
  type YamlOptions,
} from "../options/yaml-options.ts";
import type { Issue, Position } from "../result/issue.ts";
import { NONE } from "../result/none.ts";
import { Reported } from "../result/reported.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { isObject } from "../result/unknown-object.ts";
import { unreadable } from "../result/unreadable.ts";
import { gpuNeedles } from "./gpu-needles.ts";
import { notText } from "./inject-yaml.ts";
import { limitsProjection } from "./limits-projection.ts";
import { type DocumentContent, positionOf, TextReader, textIssue } from "./read-text.ts";
import { TEXT_AREAS } from "./text-codes.ts";

/** A GPU container and its position in the text. */
export interface LocatedContainer extends GpuContainer {
  readonly position: Position;
}

/** The GPU containers of one document. */
export interface DocumentContainers {
  /** Among the documents of the text, from 0. */
  readonly index: number;
  /** Where its content begins, from 1. */
  readonly line: number;
  readonly containers: readonly LocatedContainer[];
}

/**
 * `findGpuContainers` for a YAML or JSON text, of any number of documents, each of which is listed.
 *
 * Issues: those of `findGpuContainers`, and `yaml/*`, with their position in the text; under
 * `onInvalidDocument: "keep"` they are warnings. Never throws.
 *
 * @example
 * ```ts
 * for (const { containers } of unwrap(findGpuContainersYaml(text))) {
 *   for (const { name, position } of containers) console.log(`line ${position.line}: ${name}`);
 * }
 * ```
 */
export function findGpuContainersYaml(
  text: string,
  options?: YamlOptions,
): Result<readonly DocumentContainers[]> {
  try {
    const read = settingsWith(options, YAML_OPTIONS);
    if (!read.ok) return read;
    if (typeof text !== "string") return failure([notText(text)]);
    return new TextFinder(read.value.settings, read.value.own).find(text);
  } catch (error) {
    return unreadable(error);
  }
}

class TextFinder {
  readonly #settings: Settings;
  readonly #options: CompiledYamlOptions;
  readonly #reader: TextReader;
  readonly #lexer: DocumentLexer;
  readonly #reported = new Reported(TEXT_AREAS);
  readonly #issues: Issue[] = [];
  readonly #warnings: Issue[] = [];

  constructor(settings: Settings, options: CompiledYamlOptions) {
    this.#settings = { ...settings, readsShapes: false };
    this.#options = options;
    this.#reader = new TextReader(gpuNeedles(settings), options.maxDocumentLength);
    this.#lexer = new DocumentLexer(limitsProjection(settings, true));
  }

  find(text: string): Result<readonly DocumentContainers[]> {
    const documents: DocumentContainers[] = [];
    for (const { index, line, content } of this.#reader.read(text)) {
      const containers = content === undefined ? NONE : this.#document(content);
      documents.push({ index, line, containers });
    }
    return isNonEmpty(this.#issues)
      ? failure(this.#issues, this.#warnings)
      : success(documents, this.#warnings);
  }

  #document(content: DocumentContent): readonly LocatedContainer[] {
    if (content.problem !== undefined) {
      this.#collect([textIssue(content.problem, content)], NONE);
      return NONE;
    }
    const reading = this.#lexer.read(content.text) ?? readDocument(content.text);
    this.#options.onRead?.(reading.reader);
    const nodes = new NodeFinder(reading.tree);
    const placed = (issue: Issue): Issue => ({
      ...issue,
      position: positionOf(issue.path, nodes, content),
    });
    const value = reading.ok ? reading.value : undefined;
    const found = isObject(value) ? describeContainers(value, this.#settings) : NOTHING;
    // What is odd about a text without a GPU is none of our business.
    const odd = found.containers.length === 0 ? NONE : reading.warnings;
    const problems = reading.ok ? NONE : reading.problems;
    this.#collect(
      [...problems.map((problem) => textIssue(problem, content)), ...found.issues.map(placed)],
      [...odd.map((problem) => textIssue(problem, content)), ...found.warnings.map(placed)],
    );
    return found.containers.map((container) => ({
      ...container,
      position: positionOf(container.path, nodes, content),
    }));
  }

  #collect(issues: readonly Issue[], warnings: readonly Issue[]): void {
    const list = this.#options.onInvalidDocument === "keep" ? this.#warnings : this.#issues;
    for (const issue of issues) list.push(issue);
    for (const warning of warnings) if (this.#reported.isNew(warning)) this.#warnings.push(warning);
  }
}

const NOTHING: Description = { containers: NONE, issues: NONE, warnings: NONE };
