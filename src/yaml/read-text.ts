import { BYTE_ORDER_MARK } from "../document/text/characters.ts";
import { LineCounter } from "../document/text/line-counter.ts";
import { readSeparator } from "../document/text/read-separator.ts";
import { type DocumentSpan, DocumentSplitter } from "../document/text/split-documents.ts";
import { type Needle, TextSearch } from "../document/text/text-search.ts";
import { type NodeFinder, offsetIn } from "../document/tree/find-node.ts";
import { type YamlProblem, yamlProblem } from "../document/tree/yaml-problem.ts";
import type { FieldPath } from "../result/field-path.ts";
import type { Issue, Position } from "../result/issue.ts";

/** One document of a text. */
export interface TextDocument {
  /** Among the documents of the whole text, from 0. */
  readonly index: number;
  /** Where its content begins, from 1. */
  readonly line: number;
  /** `undefined` if it cannot name a GPU, and need not be read. */
  readonly content: DocumentContent | undefined;
}

/** The content of a document that may name a GPU. */
export interface DocumentContent {
  readonly text: string;
  /** Where `text` begins in the whole text. */
  readonly offset: number;
  /** Why it must not be read. */
  readonly problem: YamlProblem | undefined;
  /** The position in the whole text of an offset into `text`. */
  positionAt(offset: number): Position;
}

/**
 * Reads blocks of whole documents, one after the other, as the parts of one text: documents, lines and
 * offsets are counted through.
 */
export class TextReader {
  readonly #needles: readonly Needle[];
  readonly #maxLength: number;
  #index = 0;
  #line = 1;
  #offset = 0;

  /**
   * @param needles - what a document must contain to be read
   * @param maxLength - of a document, in UTF-16 units
   */
  constructor(needles: readonly Needle[], maxLength: number) {
    this.#needles = needles;
    this.#maxLength = maxLength;
  }

  /** Where the next block begins in the whole text. */
  get offset(): number {
    return this.#offset;
  }

  *read(block: string): Generator<TextDocument> {
    const search = new TextSearch(block, this.#needles);
    const lines = new LineCounter(block, this.#line, this.#offset);
    const splitter = new DocumentSplitter(block);
    for (const span of splitter.split()) {
      const content = search.between(span.start, span.end)
        ? this.#content(block, span, lines)
        : undefined;
      yield { index: this.#index++, line: this.#line + span.line, content };
    }
    this.#line += splitter.lines;
    this.#offset += block.length;
  }

  #content(block: string, span: DocumentSpan, lines: LineCounter): DocumentContent {
    const { content, end } = span;
    // The line of a byte order mark begins after it.
    const base = block.startsWith(BYTE_ORDER_MARK, content) ? content + 1 : content;
    const separator = readSeparator(block, span);
    const problem =
      separator === undefined
        ? this.#lengthProblem(end - content)
        : { ...separator, offset: separator.offset - base };
    return {
      text: block.slice(base, end),
      offset: this.#offset + base,
      problem,
      positionAt: (offset) => lines.positionAt(base + offset),
    };
  }

  #lengthProblem(length: number): YamlProblem | undefined {
    return length > this.#maxLength ? tooLong(length, this.#maxLength) : undefined;
  }

  /** The issue for a text that is longer than may be held, from where the last block ended. */
  tooLong(length: number): Issue {
    const position = { line: this.#line, column: 1, offset: this.#offset };
    const { offset: _, ...issue } = tooLong(length, this.#maxLength);
    return { ...issue, path: [], position };
  }
}

/** An issue for what is wrong with a text. */
export function textIssue({ offset, ...problem }: YamlProblem, content: DocumentContent): Issue {
  return { ...problem, path: [], position: content.positionAt(offset) };
}

/** The position of the deepest part of a path that a document has. */
export function positionOf(path: FieldPath, nodes: NodeFinder, content: DocumentContent): Position {
  return content.positionAt(offsetIn(nodes, path));
}

function tooLong(length: number, limit: number): YamlProblem {
  return yamlProblem(
    "yaml/too-long",
    0,
    `the document has ${length} characters or more: the maximum is ${limit}`,
    "split it, or raise maxDocumentLength",
  );
}
