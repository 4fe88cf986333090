import type { DocumentReading } from "../document/document-reading.ts";
import { DocumentLexer } from "../document/lexer/document-lexer.ts";
import { readDocument } from "../document/parser/read-document.ts";
import { applySplices } from "../document/text/splice.ts";
import { NodeFinder } from "../document/tree/find-node.ts";
import type { YamlProblem } from "../document/tree/yaml-problem.ts";
import type { SkipReason } from "../find/skip-reason.ts";
import type { Settings } from "../options/compile-options.ts";
import type { CompiledYamlOptions } from "../options/yaml-options.ts";
import type { ContainerReport } from "../plan/injection.ts";
import { LimitsResolver } from "../resolve/limits-resolver.ts";
import type { Issue } from "../result/issue.ts";
import { NONE } from "../result/none.ts";
import { Reported } from "../result/reported.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";
import { gpuNeedles } from "./gpu-needles.ts";
import { injectDocument } from "./inject-document.ts";
import { limitsProjection } from "./limits-projection.ts";
import { type DocumentContent, positionOf, TextReader, textIssue } from "./read-text.ts";
import { TEXT_AREAS } from "./text-codes.ts";
import type { DocumentReport, TextEdit } from "./yaml-injection.ts";

/** What became of a block of whole documents. */
export interface InjectedBlock {
  readonly text: string;
  readonly changed: boolean;
  readonly documents: readonly DocumentReport[];
  readonly textEdits: readonly TextEdit[];
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
}

/** Injects blocks of whole documents, one after the other, as the parts of one text. */
export class TextInjector {
  readonly #settings: Settings;
  readonly #options: CompiledYamlOptions;
  readonly #limits: LimitsResolver;
  readonly #reader: TextReader;
  readonly #lexer: DocumentLexer;
  readonly #reported = new Reported(TEXT_AREAS);
  #issues: Issue[] = [];
  #warnings: Issue[] = [];

  /** @param limits - a `LimitsSource`, unchecked */
  constructor(limits: unknown, settings: Settings, options: CompiledYamlOptions) {
    this.#settings = { ...settings, readsShapes: false };
    this.#options = options;
    this.#limits = new LimitsResolver(limits, settings);
    this.#reader = new TextReader(gpuNeedles(settings), options.maxDocumentLength);
    this.#lexer = new DocumentLexer(limitsProjection(settings, typeof limits === "function"));
  }

  inject(block: string): InjectedBlock {
    this.#issues = [];
    this.#warnings = [];
    const documents: DocumentReport[] = [];
    const textEdits: TextEdit[] = [];
    const { offset } = this.#reader;
    for (const { index, line, content } of this.#reader.read(block)) {
      if (content === undefined) {
        this.#options.onRead?.("none");
        documents.push(unchanged(index, line, "no-gpu"));
      } else {
        const report = this.#document(index, line, content);
        for (const edit of report.textEdits) textEdits.push(edit);
        documents.push(report);
      }
    }
    return {
      text: textEdits.length === 0 ? block : applySplices(block, textEdits, offset),
      changed: textEdits.length > 0,
      documents,
      textEdits,
      issues: this.#issues,
      warnings: this.#warnings,
    };
  }

  /** The issue for a text that is longer than may be held. */
  tooLong(length: number): Issue {
    return this.#reader.tooLong(length);
  }

  #document(index: number, line: number, content: DocumentContent): DocumentReport {
    if (content.problem !== undefined) {
      const issues = [textIssue(content.problem, content)];
      this.#collect(issues, NONE);
      return { ...unchanged(index, line, "invalid"), issues };
    }
    const { text } = content;
    const reading = this.#lexer.read(text) ?? readDocument(text);
    this.#options.onRead?.(reading.reader);
    const injected = injectDocument(text, reading, this.#limits, this.#settings);
    const { plan, problems } = injected;
    const issues = [
      ...(plan?.config.issues ?? NONE),
      ...located(problems, plan?.issues, reading, content),
    ];
    const warnings = [
      ...(plan?.config.warnings ?? NONE),
      ...located(reading.warnings, plan?.warnings, reading, content),
    ];
    this.#collect(issues, warnings);
    const value = reading.ok ? reading.value : undefined;
    const containers = plan?.containers ?? NONE;
    if (issues.length > 0) {
      return { ...reportOf(index, line, value, containers, NONE, "invalid"), issues };
    }
    const edits = injected.splices.map(({ offset, remove, insert }) => ({
      offset: content.offset + offset,
      remove,
      insert,
    }));
    return reportOf(index, line, value, containers, edits, plan?.reason);
  }

  /** A document that must stay as it is fails the call, or is warned of. */
  #collect(issues: readonly Issue[], warnings: readonly Issue[]): void {
    const list = this.#options.onInvalidDocument === "keep" ? this.#warnings : this.#issues;
    for (const warning of warnings) if (this.#reported.isNew(warning)) this.#warnings.push(warning);
    for (const issue of issues) if (this.#reported.isNew(issue)) list.push(issue);
  }
}

/** What is wrong with a text and with what it says, each with its position in the text. */
function located(
  problems: readonly YamlProblem[],
  issues: readonly Issue[] = NONE,
  { tree }: DocumentReading,
  content: DocumentContent,
): readonly Issue[] {
  if (problems.length === 0 && issues.length === 0) return NONE;
  const nodes = new NodeFinder(tree);
  return [
    ...problems.map((problem) => textIssue(problem, content)),
    ...issues.map((issue) => ({ ...issue, position: positionOf(issue.path, nodes, content) })),
  ];
}

const NO_FIELDS: UnknownObject = {};

/** One literal: fields that are added to it later cost a microsecond each. Bench yaml. */
function reportOf(
  index: number,
  line: number,
  value: unknown,
  containers: readonly ContainerReport[],
  textEdits: readonly TextEdit[],
  reason: SkipReason | undefined,
): DocumentReport {
  const { apiVersion, kind, metadata } = isObject(value) ? value : NO_FIELDS;
  const name = isObject(metadata) ? metadata["name"] : undefined;
  return {
    index,
    line,
    ...(typeof apiVersion === "string" ? { apiVersion } : undefined),
    ...(typeof kind === "string" ? { kind } : undefined),
    ...(typeof name === "string" ? { name } : undefined),
    changed: textEdits.length > 0,
    containers,
    textEdits,
    ...(reason === undefined ? undefined : { reason }),
  };
}

function unchanged(index: number, line: number, reason: SkipReason): DocumentReport {
  return { index, line, changed: false, containers: NONE, textEdits: NONE, reason };
}
