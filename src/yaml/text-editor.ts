import type { DocumentReading } from "../document/document-reading.ts";
import { applyTextEdits, type TextEdit } from "../document/text/text-edit.ts";
import type { YamlProblem } from "../document/tree/yaml-problem.ts";
import type { SkipReason } from "../find/skip-reason.ts";
import type { Settings } from "../options/compile-options.ts";
import type { CompiledYamlOptions } from "../options/yaml-options.ts";
import type { ContainerReport } from "../plan/injection.ts";
import type { Issue } from "../result/issue.ts";
import { NONE } from "../result/none.ts";
import type { Result } from "../result/result.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";
import { editDocument, type PlanObject } from "./edit-document.ts";
import { TextIssues } from "./text-issues.ts";
import { type DocumentContent, type TextDocument, TextReader } from "./text-reader.ts";
import type { DocumentReport, YamlInjection } from "./yaml-injection.ts";

/** Edits blocks of whole documents, one after the other, as the parts of one text. */
export class TextEditor {
  readonly #planOf: PlanObject;
  readonly #settings: Settings;
  readonly #reader: TextReader;
  readonly #issues: TextIssues;

  /** @param isDescribed - whether containers are described to a function of the caller */
  constructor(
    planOf: PlanObject,
    settings: Settings,
    options: CompiledYamlOptions,
    isDescribed: boolean,
  ) {
    this.#planOf = planOf;
    this.#settings = { ...settings, readsShapes: false };
    this.#reader = new TextReader(settings, options, isDescribed);
    this.#issues = new TextIssues(options);
  }

  /** @param isBeforeSeparator - whether `---` follows the block */
  edit(block: string, isBeforeSeparator = false): Result<YamlInjection> {
    const documents: DocumentReport[] = [];
    const textEdits: TextEdit[] = [];
    const { offset } = this.#reader;
    for (const document of this.#reader.read(block, isBeforeSeparator)) {
      const report = this.#report(document);
      for (const edit of report.textEdits) textEdits.push(edit);
      documents.push(report);
    }
    const changed = textEdits.length > 0;
    const text = changed ? applyTextEdits(block, textEdits, offset) : block;
    return this.#issues.resultOf({ text, changed, documents, textEdits });
  }

  /** The issue for a document that is too long to hold. */
  tooLong(length: number): Issue {
    return this.#reader.tooLong(length);
  }

  #report({ index, line, content }: TextDocument): DocumentReport {
    if (content === undefined) {
      return { index, line, changed: false, containers: NONE, textEdits: NONE, reason: "no-gpu" };
    }
    const { text, reading, offset } = content;
    const { plan, textEdits, problems } = editDocument(text, reading, this.#planOf, this.#settings);
    const { config, containers } = plan;
    const issues = [...config.issues, ...locatedIssues(content, problems, plan.issues)];
    const found = locatedIssues(content, warningsOf(reading, containers), plan.warnings);
    this.#issues.add(issues, [...config.warnings, ...found]);
    const value = reading.ok ? reading.value : undefined;
    if (issues.length > 0) {
      return { ...reportOf(index, line, value, containers, NONE, "invalid"), issues };
    }
    const edits = textEdits.map((edit) => ({ ...edit, offset: offset + edit.offset }));
    return reportOf(index, line, value, containers, edits, plan.reason);
  }
}

/** The warnings about a text that matter: without a GPU container, only that it is not read to its end. */
export function warningsOf(
  { warnings }: DocumentReading,
  containers: readonly unknown[],
): readonly YamlProblem[] {
  return containers.length > 0 ? warnings : warnings.filter(({ code }) => code === "yaml/unread");
}

/** The issues of a document with their positions. */
function locatedIssues(
  content: DocumentContent,
  problems: readonly YamlProblem[],
  issues: readonly Issue[],
): readonly Issue[] {
  return [...problems.map(content.issueOf), ...issues.map(content.located)];
}

/**
 * Creates a report as one literal: fields added later take a microsecond each. Bench yaml, "every
 * document with a GPU".
 */
function reportOf(
  index: number,
  line: number,
  value: unknown,
  containers: readonly ContainerReport[],
  textEdits: readonly TextEdit[],
  reason: SkipReason | undefined,
): DocumentReport {
  const { apiVersion, kind, metadata }: UnknownObject = isObject(value) ? value : {};
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
