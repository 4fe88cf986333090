import type { FieldPath } from "../../core/field-path.ts";
import { isObject } from "../../core/is-object.ts";
import type { Issue } from "../../core/issue.ts";
import type { Settings } from "../../inject/compiled-options.ts";
import { plan } from "../../inject/plan.ts";
import { Survey } from "../../inject/survey.ts";
import { readDocument } from "../../yaml/parse/read-document.ts";
import { offsetOf } from "../../yaml/tree/find-node.ts";
import type { LocatedNode } from "../../yaml/tree/located.ts";
import { toValue } from "../../yaml/tree/to-value.ts";
import type { YamlProblem } from "../../yaml/tree/yaml-problem.ts";
import { carriedLimits } from "./carried-limits.ts";
import { type GpuUse, gpuUse } from "./gpu-use.ts";
import type { ManifestText } from "./manifest-reader.ts";

/** What one document holds. */
export interface ScannedManifest {
  readonly uses: readonly GpuUse[];
  /** All with their position. */
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
}

/** Limits nothing, so that nothing is said about limits: what is asked is all about the workload. */
const NO_LIMITS = { clientPriority: 0 } as const;

/** About the config above, and about variables, which are looked at for themselves. */
const NOT_ASKED = /^(?:config|env)\//;

/** Finds the GPU containers of a document, and everything that would keep them from limits. */
export function scanManifest(manifest: ManifestText, settings: Settings): ScannedManifest {
  const read = readDocument(manifest.text);
  if (!read.ok) return { uses: [], issues: inText(read.problems, manifest), warnings: [] };
  const evaluated = toValue(read.tree);
  if (!evaluated.ok) {
    return { uses: [], issues: inText([evaluated.problem], manifest), warnings: [] };
  }
  if (!isObject(evaluated.value)) return { uses: [], issues: [], warnings: [] };
  const found = scanObject(evaluated.value, settings, (path) =>
    manifest.positionOf(offsetOf(read.tree as LocatedNode, path)),
  );
  const warnings = found.uses.length === 0 ? [] : inText(read.warnings, manifest);
  return { ...found, warnings: [...warnings, ...found.warnings] };
}

function inText(problems: readonly YamlProblem[], manifest: ManifestText): Issue[] {
  return problems.map(({ offset, ...problem }) => ({
    ...problem,
    path: [],
    position: manifest.positionOf(offset),
  }));
}

function scanObject(
  object: Readonly<Record<string, unknown>>,
  settings: Settings,
  positionOf: (path: FieldPath) => NonNullable<Issue["position"]>,
): ScannedManifest {
  const planned = plan(object, NO_LIMITS, settings);
  const uses: GpuUse[] = [];
  const warnings = planned.warnings.filter(({ code }) => !NOT_ASKED.test(code));
  Survey.of(object, settings).containers?.forEach((gpu, index) => {
    const report = planned.containers[index];
    // A container that only has a resource claim may use anything.
    if (report === undefined || gpu.claims.length === 0) return;
    const carried = carriedLimits(gpu, report.count);
    warnings.push(...carried.warnings);
    uses.push(gpuUse(object, report, carried, positionOf(gpu.path)));
  });
  const placed = (issue: Issue): Issue => ({ ...issue, position: positionOf(issue.path) });
  return { uses, issues: planned.issues.map(placed), warnings: warnings.map(placed) };
}
