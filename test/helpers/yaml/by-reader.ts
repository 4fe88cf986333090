import type { ContainerReport, Issue } from "kube-mps";
import type { DocumentReading } from "../../../src/document/document-reading.ts";
import { DocumentLexer } from "../../../src/document/lexer/document-lexer.ts";
import { readDocument } from "../../../src/document/parser/read-document.ts";
import { applyTextEdits } from "../../../src/document/text/text-edit.ts";
import { offsetOf } from "../../../src/document/tree/find-node.ts";
import type { LocatedNode } from "../../../src/document/tree/located.ts";
import type { YamlProblem } from "../../../src/document/tree/yaml-problem.ts";
import type { Settings } from "../../../src/options/compile-options.ts";
import { planObject, problemsOf } from "../../../src/plan/plan-limits.ts";
import { LimitsResolver } from "../../../src/resolve/limits-resolver.ts";
import {
  type EditedDocument,
  editDocument,
  type PlanObject,
} from "../../../src/yaml/edit-document.ts";
import { limitsProjection } from "../../../src/yaml/limits-projection.ts";

/** The effects of reading and injecting a document that can be observed. */
export interface Seen {
  readonly text: string;
  readonly identity: readonly unknown[];
  readonly containers: readonly ContainerReport[];
  readonly reason: unknown;
  readonly issues: readonly string[];
  readonly warnings: readonly string[];
}

/** What the lexer reads; `undefined` if it is not certain. */
function lex(text: string, settings: Settings, isDescribed: boolean): DocumentReading | undefined {
  return new DocumentLexer(limitsProjection(settings, isDescribed)).read(text);
}

/** A document read by the `yaml` package, injected. */
export function injectParsed(
  text: string,
  config: unknown,
  settings: Settings,
): EditedDocument & {
  readonly tree: LocatedNode | undefined;
  readonly warnings: readonly YamlProblem[];
} {
  const reading = readDocument(text);
  const { tree, warnings } = reading;
  const limits = new LimitsResolver(config, settings);
  const planOf: PlanObject = (object) => planObject(object, limits, settings);
  return { ...editDocument(text, reading, planOf, settings), tree, warnings };
}

export function seenByLexer(text: string, config: unknown, settings: Settings): Seen | undefined {
  const reading = lex(text, settings, typeof config === "function");
  return reading && seen(text, reading, config, settings);
}

export function seenByPackage(text: string, config: unknown, settings: Settings): Seen {
  return seen(text, readDocument(text), config, settings);
}

function seen(text: string, reading: DocumentReading, config: unknown, settings: Settings): Seen {
  const limits = new LimitsResolver(config, settings);
  const planOf: PlanObject = (object) => planObject(object, limits, settings);
  const { plan, textEdits, problems } = editDocument(text, reading, planOf, settings);
  const { tree, warnings } = reading;
  const value = reading.ok ? reading.value : undefined;
  const { apiVersion, kind, metadata } = (value ?? {}) as Record<string, unknown>;
  const place = (issue: Issue): string =>
    `${issue.code} ${issue.path.join("/")} ${issue.message} @${offsetOf(tree, issue.path)}`;
  const found = problemsOf(plan);
  const at = ({ code, offset, message }: YamlProblem): string => `${code} ${message} @${offset}`;
  return {
    text: applyTextEdits(text, textEdits),
    identity: [apiVersion, kind, (metadata as { name?: unknown } | null | undefined)?.name],
    containers: plan.containers,
    reason: plan.reason,
    issues: [...problems.map(at), ...found.issues.map(place)],
    warnings: [...warnings.map(at), ...found.warnings.map(place)],
  };
}
