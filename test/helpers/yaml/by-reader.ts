import type { ContainerReport, Issue } from "kube-mps";
import type { Settings } from "../../../src/inject/compiled-options.ts";
import { injectTree, type TreeInjection } from "../../../src/yaml/inject-tree.ts";
import { readAndInject } from "../../../src/yaml/read-and-inject.ts";
import { scanDocument } from "../../../src/yaml/scan/document-scanner.ts";
import { applySplices } from "../../../src/yaml/text/apply-splices.ts";
import { duplicateKey } from "../../../src/yaml/tree/duplicate-keys.ts";
import { offsetOf } from "../../../src/yaml/tree/find-node.ts";
import type { LocatedNode } from "../../../src/yaml/tree/located.ts";
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
  const scanned = scanDocument(text, 0, text.length, settings.carriers);
  if (scanned === undefined) return undefined;
  const { tree, duplicates } = scanned;
  const warnings = duplicates.map(({ key, start }) => duplicateKey(key, start));
  return seen(text, tree, injectTree(text, tree, config, settings), warnings);
}

/** By the `yaml` package. */
export function seenByPackage(text: string, config: unknown, settings: Settings): Seen {
  const injected = readAndInject(text, config, settings);
  const inOrder = [...injected.warnings].sort((a, b) => a.offset - b.offset);
  return seen(text, injected.tree, injected, inOrder);
}

function seen(
  text: string,
  tree: LocatedNode | undefined,
  { value, plan, splices, problems }: TreeInjection,
  duplicates: readonly YamlProblem[],
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
