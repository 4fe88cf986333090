import { checkConfig } from "../../config/check-config.ts";
import { isObject } from "../../core/is-object.ts";
import type { Issue } from "../../core/issue.ts";
import { NONE } from "../../core/none.ts";
import type { ContainerReport, SkipReason } from "../../inject/injection.ts";
import type { YamlSettings } from "../read-yaml-options.ts";
import { DocumentScanner } from "../scan/document-scanner.ts";
import { applySplices } from "../text/apply-splices.ts";
import { type DocumentSpan, DocumentSplitter } from "../text/documents.ts";
import { GpuMentions, gpuNeedles, type Needle } from "../text/gpu-mentions.ts";
import { LineCounter } from "../text/line-counter.ts";
import { readSeparator } from "../text/read-separator.ts";
import type { Splice } from "../text/splice.ts";
import { NodeFinder, offsetIn } from "../tree/find-node.ts";
import type { YamlProblem } from "../tree/yaml-problem.ts";
import type { DocumentReport } from "../yaml-injection.ts";
import { injectDocument, type PlacedInjection } from "./inject-document.ts";

/** What came of a block of whole documents. */
export interface InjectedBlock {
  readonly text: string;
  readonly changed: boolean;
  readonly documents: readonly DocumentReport[];
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
}

/** Said once a call, however many documents it is true of. */
const SAID_ONCE: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "gpu/count-is-shares",
  "gpu/mig-unverified",
  "config/limits-nothing",
]);

/** Of what is no object. */
const NO_FIELDS: { readonly [field: string]: unknown } = {};

/** Where these issues lie is in the config, not in the text. */
const ABOUT_THE_CONFIG = /^(?:config|threads|memory|device|priority)\//;

/**
 * Injects blocks of whole documents, one after the other, as the parts of one text: documents,
 * lines and offsets are counted through.
 */
export class TextInjector {
  readonly #yaml: YamlSettings;
  readonly #needles: readonly Needle[];
  readonly #scanner: DocumentScanner;
  #config: unknown;
  #isConfigChecked = false;
  #index = 0;
  #line = 1;
  #offset = 0;
  readonly #saidOnce = new Set<string>();
  #issues: Issue[] = [];
  #warnings: Issue[] = [];

  constructor(config: unknown, yaml: YamlSettings) {
    this.#config = config;
    this.#yaml = yaml;
    this.#needles = gpuNeedles(yaml.injection);
    this.#scanner = new DocumentScanner(yaml.injection);
  }

  inject(text: string): InjectedBlock {
    this.#issues = [];
    this.#warnings = [];
    const mentions = new GpuMentions(text, this.#needles);
    const lines = new LineCounter(text, this.#line, this.#offset);
    const documents: DocumentReport[] = [];
    const splices: Splice[] = [];
    const splitter = new DocumentSplitter(text);
    for (const span of splitter.split()) {
      const line = this.#line + span.line;
      if (mentions.between(span.start, span.end)) {
        documents.push(this.#document(text, span, line, lines, splices));
      } else {
        this.#yaml.onRead?.("none");
        documents.push(unchanged(this.#index, line, "no-gpu"));
      }
      this.#index++;
    }
    this.#line += splitter.lines;
    this.#offset += text.length;
    return {
      text: splices.length === 0 ? text : applySplices(text, splices),
      changed: splices.length > 0,
      documents,
      issues: this.#issues,
      warnings: this.#warnings,
    };
  }

  #document(
    text: string,
    span: DocumentSpan,
    line: number,
    lines: LineCounter,
    splices: Splice[],
  ): DocumentReport {
    const problem = readSeparator(text, span) ?? this.#lengthProblem(span);
    if (problem !== undefined) {
      lines.lineAt(span.start);
      this.#collect([issueOf(problem, 0, lines)], NONE);
      return unchanged(this.#index, line, "invalid");
    }
    const found = injectDocument(text, this.#scanner, span, this.#checkedConfig(), this.#yaml);
    const { plan, problems, warnings, value } = found.injection;
    const issues = located(problems, plan?.issues ?? NONE, found, lines);
    this.#collect(issues, located(warnings, plan?.warnings ?? NONE, found, lines));
    const isInvalid = issues.length > 0;
    const own = isInvalid ? NONE : found.injection.splices;
    for (const { offset, remove, insert } of own) {
      splices.push({ offset: offset + found.base, remove, insert });
    }
    const containers = plan?.containers ?? NONE;
    const reason = isInvalid ? "invalid" : plan?.reason;
    return reportOf(this.#index, line, value, own.length > 0, containers, reason);
  }

  /**
   * A valid config is handed on in its canonical form, so that it is validated, and warned of, once;
   * one that is not, as it is: whoever plans with it says why.
   */
  #checkedConfig(): unknown {
    if (!this.#isConfigChecked) {
      this.#isConfigChecked = true;
      const checked = checkConfig(this.#config, this.#yaml.injection.options.minMemory);
      if (checked.ok) {
        this.#config = checked.value.config;
        this.#warnings.push(...checked.warnings);
      }
    }
    return this.#config;
  }

  /** A document that must stay as it is fails the call, or is warned of. */
  #collect(issues: readonly Issue[], warnings: readonly Issue[]): void {
    for (const warning of warnings) {
      if (!SAID_ONCE.has(warning.code) || this.#sayOnce(warning.code)) this.#warnings.push(warning);
    }
    const list = this.#yaml.keepsInvalid ? this.#warnings : this.#issues;
    for (const issue of issues) {
      if (!isAboutConfig(issue) || this.#sayOnce(keyOf(issue))) list.push(issue);
    }
  }

  #sayOnce(key: string): boolean {
    if (this.#saidOnce.has(key)) return false;
    this.#saidOnce.add(key);
    return true;
  }

  #lengthProblem(span: DocumentSpan): YamlProblem | undefined {
    const length = span.end - span.content;
    const limit = this.#yaml.maxDocumentLength;
    return length > limit ? tooLong(length, span.content, limit) : undefined;
  }

  /** For a text that is longer than may be held, from where the last block ended. */
  tooLong(length: number): Issue {
    const position = { line: this.#line, column: 1, offset: this.#offset };
    const { code, message, hint } = tooLong(length, 0, this.#yaml.maxDocumentLength);
    return { code, path: [], message, hint, position };
  }
}

function tooLong(length: number, offset: number, limit: number) {
  return {
    code: "yaml/too-long" as const,
    offset,
    message: `the document is ${length} characters long or longer: more than ${limit}`,
    hint: "split it, or raise maxDocumentLength",
  };
}

function isAboutConfig(issue: Issue): boolean {
  return ABOUT_THE_CONFIG.test(issue.code);
}

function keyOf(issue: Issue): string {
  return JSON.stringify([issue.code, issue.path]);
}

function issueOf(problem: YamlProblem, base: number, lines: LineCounter): Issue {
  const { code, offset, message, hint } = problem;
  const position = lines.positionAt(base + offset);
  return { code, path: [], message, ...(hint === undefined ? {} : { hint }), position };
}

/** What is wrong with a text and with what it says, each with its place in the text. */
function located(
  problems: readonly YamlProblem[],
  issues: readonly Issue[],
  { injection, base }: PlacedInjection,
  lines: LineCounter,
): readonly Issue[] {
  if (problems.length === 0 && issues.length === 0) return NONE;
  lines.lineAt(base);
  const nodes = new NodeFinder(injection.tree);
  return [
    ...problems.map((problem) => issueOf(problem, base, lines)),
    ...issues.map((issue) =>
      isAboutConfig(issue)
        ? issue
        : { ...issue, position: lines.positionAt(base + offsetIn(nodes, issue.path)) },
    ),
  ];
}

/** Spread into one literal: fields that are added behind it cost a microsecond each. */
function reportOf(
  index: number,
  line: number,
  value: unknown,
  changed: boolean,
  containers: readonly ContainerReport[],
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
    changed,
    containers,
    ...(reason === undefined ? undefined : { reason }),
  };
}

function unchanged(index: number, line: number, reason: SkipReason): DocumentReport {
  return { index, line, changed: false, containers: NONE, reason };
}
