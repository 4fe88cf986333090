import type { ContainerReport, Issue } from "kube-mps";
import type { Settings } from "../../../src/inject/compiled-options.ts";
import type { DocumentInjection } from "../../../src/yaml/inject/document-injection.ts";
import { readAndInject } from "../../../src/yaml/inject/read-and-inject.ts";
import { scanAndInject } from "../../../src/yaml/inject/scan-and-inject.ts";
import { DocumentScanner } from "../../../src/yaml/scan/document-scanner.ts";
import { applySplices } from "../../../src/yaml/text/apply-splices.ts";
import { offsetOf } from "../../../src/yaml/tree/find-node.ts";
import type { YamlProblem } from "../../../src/yaml/tree/yaml-problem.ts";

/** What a reader makes of a document, as far as anybody can see it from outside. */
export interface Seen {
  readonly text: string;
  readonly identity: readonly unknown[];
  readonly containers: readonly ContainerReport[] | undefined;
  readonly reason: unknown;
  readonly issues: readonly string[];
  readonly warnings: readonly string[];
}

/** By the scanner; nothing where that is not certain. */
export function seenByScanner(text: string, config: unknown, settings: Settings): Seen | undefined {
  const injected = scanAndInject(text, new DocumentScanner(settings), config, settings);
  return injected && seen(text, injected);
}

/** By the `yaml` package. */
export function seenByPackage(text: string, config: unknown, settings: Settings): Seen {
  const injected = readAndInject(text, config, settings);
  const warnings = [...injected.warnings].sort((a, b) => a.offset - b.offset);
  return seen(text, { ...injected, warnings });
}

function seen(
  text: string,
  { tree, value, plan, splices, problems, warnings: duplicates }: DocumentInjection,
): Seen {
  const { apiVersion, kind, metadata } = (value ?? {}) as Record<string, unknown>;
  const place = (issue: Issue): string =>
    `${issue.code} ${issue.path.join("/")} ${issue.message} @${offsetOf(tree, issue.path)}`;
  const at = ({ code, offset, message }: YamlProblem): string => `${code} ${message} @${offset}`;
  return {
    text: applySplices(text, splices),
    identity: [apiVersion, kind, (metadata as { name?: unknown } | null | undefined)?.name],
    containers: plan?.containers,
    reason: plan?.reason,
    issues: [...problems.map(at), ...(plan?.issues ?? []).map(place)],
    warnings: [...duplicates.map(at), ...(plan?.warnings ?? []).map(place)],
  };
}
