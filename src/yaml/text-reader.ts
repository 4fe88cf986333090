import { type DocumentReading, unreadableDocument } from "../document/document-reading.ts";
import { DocumentLexer } from "../document/lexer/document-lexer.ts";
import { readDocument } from "../document/parser/read-document.ts";
import { BYTE_ORDER_MARK } from "../document/text/characters.ts";
import { beginsAsJson } from "../document/text/json-objects.ts";
import { LineCounter } from "../document/text/line-counter.ts";
import {
  type DocumentSpan,
  DocumentSplitter,
  directiveProblem,
  separatorInJson,
  separatorProblem,
} from "../document/text/split-documents.ts";
import { hidesName, type Needle, needlesFor, TextSearch } from "../document/text/text-search.ts";
import { NodeFinder } from "../document/tree/find-node.ts";
import { type YamlProblem, yamlProblem } from "../document/tree/yaml-problem.ts";
import { FRACTION_ANNOTATIONS } from "../kubernetes/gpu/gpu-fraction.ts";
import { RUNTIME_DEVICES } from "../limits/mps-variables.ts";
import type { Settings } from "../options/compile-options.ts";
import type { CompiledYamlOptions } from "../options/yaml-options.ts";
import type { FieldPath } from "../result/field-path.ts";
import type { Issue, Position } from "../result/issue.ts";
import { limitsProjection } from "./limits-projection.ts";

/** One document of a text. */
export interface TextDocument {
  /** Its index in the whole text, from 0. */
  readonly index: number;
  /** Where its content begins, from 1. */
  readonly line: number;
  /** `undefined` if it cannot name a GPU, and was not read. */
  readonly content: DocumentContent | undefined;
}

/** The content of a document that may name a GPU, and what was read of it. */
export interface DocumentContent {
  readonly text: string;
  /** Where `text` begins in the whole text. */
  readonly offset: number;
  readonly reading: DocumentReading;
  /** The position of the deepest part of a path that the document has. */
  readonly positionOf: (path: FieldPath) => Position;
  /** An issue with the position of its path. */
  readonly located: (issue: Issue) => Issue;
  /** The issue for a problem of the text. */
  readonly issueOf: (problem: YamlProblem) => Issue;
}

/**
 * Reads blocks of whole documents, one after the other, as the parts of one text: documents, lines and
 * offsets are counted from its start.
 */
export class TextReader {
  readonly #options: CompiledYamlOptions;
  readonly #needles: readonly Needle[];
  readonly #lexer: DocumentLexer;
  /** Whether kubectl reads the whole text as JSON; unknown before its first character. */
  #isJson: boolean | undefined;
  #isBeforeSeparator = false;
  #index = 0;
  #line = 1;
  #offset = 0;

  /** @param isDescribed - whether containers are described to the caller */
  constructor(settings: Settings, options: CompiledYamlOptions, isDescribed: boolean) {
    this.#options = options;
    this.#needles = gpuNeedles(settings);
    this.#lexer = new DocumentLexer(limitsProjection(settings, isDescribed));
  }

  /** Where the next block begins in the whole text. */
  get offset(): number {
    return this.#offset;
  }

  /**
   * Reads a block. Each document is valid until the next.
   *
   * @param isBeforeSeparator - whether `---` follows the block
   */
  *read(block: string, isBeforeSeparator = false): Generator<TextDocument> {
    this.#isBeforeSeparator = isBeforeSeparator;
    const search = new TextSearch(block, this.#needles);
    const lines = new LineCounter(block, this.#line, this.#offset);
    this.#isJson ??= beginsAsJson(block);
    const splitter = new DocumentSplitter(block, this.#isJson === true);
    for (const span of splitter.split()) {
      const named = search.between(span.start, span.end);
      if (named === undefined) this.#options.onRead?.("none");
      const read = named === undefined ? undefined : this.#content(block, span, lines);
      const content = named === "hidden" && read && !this.#concerns(read) ? undefined : read;
      yield { index: this.#index++, line: this.#line + span.line, content };
    }
    this.#line += splitter.lines;
    this.#offset += block.length;
  }

  /** Whether something is to be said of a document in which no name is written as it is. */
  #concerns({ text, reading }: DocumentContent): boolean {
    return reading.ok || hidesName(text, this.#needles);
  }

  #content(block: string, span: DocumentSpan, lines: LineCounter): DocumentContent {
    const { content, end } = span;
    // A byte order mark is not part of its line.
    const base = block.startsWith(BYTE_ORDER_MARK, content) ? content + 1 : content;
    const text = block.slice(base, end);
    const separator = this.#isJson
      ? separatorInJson(block, span, this.#isBeforeSeparator)
      : (separatorProblem(block, span) ?? directiveProblem(block, span));
    const reading =
      separator === undefined
        ? this.#read(text)
        : unreadableDocument({ ...separator, offset: separator.offset - base });
    const nodes = new NodeFinder(reading.tree);
    const positionOf = (path: FieldPath) => lines.positionAt(base + nodes.offsetOf(path));
    return {
      text,
      offset: this.#offset + base,
      reading,
      positionOf,
      located: (issue) => ({ ...issue, position: positionOf(issue.path) }),
      issueOf: ({ offset, ...problem }) => ({
        ...problem,
        path: [],
        position: lines.positionAt(base + offset),
      }),
    };
  }

  #read(text: string): DocumentReading {
    if (text.length > this.#options.maxDocumentLength) {
      return unreadableDocument(this.#lengthProblem(text.length));
    }
    const isJson = this.#isJson === true;
    const reading = this.#lexer.read(text, isJson) ?? readDocument(text, isJson);
    this.#options.onRead?.(reading.reader);
    return reading;
  }

  /** The issue for a document, from where the last block ended, that is too long to hold. */
  tooLong(length: number): Issue {
    const position = { line: this.#line, column: 1, offset: this.#offset };
    const { offset: _, ...issue } = this.#lengthProblem(length);
    return { ...issue, path: [], position };
  }

  #lengthProblem(length: number): YamlProblem {
    return yamlProblem(
      "yaml/too-long",
      0,
      `document of ${length} characters or more: the maximum is ${this.#options.maxDocumentLength}`,
      "split it, or raise maxDocumentLength",
    );
  }
}

/**
 * What a document must contain to have a GPU: the name of a GPU resource, or a kind with its own names
 * for one; or a hint at one: an annotation that asks for a fraction, a variable that gives one, a name that
 * is nearly right. A document without any of them is not read, and one with hints alone cannot fail.
 */
function gpuNeedles({ gpuNames, kinds }: Settings): readonly Needle[] {
  const names = [
    ...gpuNames.patterns.map((pattern) => pattern.replace(/\*$/, "")),
    ...gpuNames.patterns.flatMap(escapedNames),
    // The apiVersion of an object begins with the group.
    ...kinds.kindsWithOwnGpuNames().map(({ group, kind }) => (kind === "*" ? `${group}/` : kind)),
  ];
  return needlesFor(names, [...FRACTION_ANNOTATIONS, RUNTIME_DEVICES, "/vgpu"]);
}

/** The ends of `nvidia.com~1gpu`, in a JSON Pointer, and `nvidia\.com/gpu`, in a parameter of Helm. */
function escapedNames(pattern: string): string[] {
  const [domain = "", name] = pattern.replace(/\*$/, "").split("/");
  if (name === undefined) return [];
  return [`~1${name}`, `\\${domain.slice(domain.lastIndexOf("."))}/${name}`];
}
