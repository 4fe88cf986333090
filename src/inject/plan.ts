import { checkConfig } from "../config/check-config.ts";
import { limitsNothingWarning } from "../config/limits-nothing-warning.ts";
import type { ValidatedConfig } from "../config/validated-config.ts";
import type { Issue } from "../core/issue.ts";
import { NONE } from "../core/none.ts";
import type { Fields } from "../workload/walk.ts";
import type { Settings } from "./compiled-options.ts";
import { ContainerPlanner, passOver } from "./container-planner.ts";
import type { Edit } from "./edit.ts";
import type { ContainerReport, SkipReason } from "./injection.ts";
import { type GpuContainer, Survey } from "./survey.ts";

/** Everything decided about one object: what every renderer works from. */
export interface Plan {
  readonly edits: readonly Edit[];
  readonly containers: readonly ContainerReport[];
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
  /** Why there are no edits. */
  readonly reason: SkipReason | undefined;
}

/**
 * Decides what to change in an object: the one place where it is decided. Nothing is edited here.
 * The config is not looked at unless there is a GPU container for it.
 */
export function plan(object: Fields, config: unknown, settings: Settings): Plan {
  const survey = Survey.of(object, settings);
  const found = survey.containers;
  if (found === undefined || survey.issues !== undefined) {
    return nothing(survey, found?.map(passOver) ?? NONE, survey.reason ?? "no-gpu");
  }
  if (found.every(isPassedOver)) return nothing(survey, found.map(passOver), reasonOf(found));
  if ((config === undefined || config === null) && settings.options.missingConfig === "skip") {
    const reports = found.map((one) => passOver({ ...one, passedOver: "no-config" }));
    return nothing(survey, reports, "no-config");
  }
  const checked = checkConfig(config, settings.options.minMemory);
  const limits = checked.ok ? checked.value : undefined;
  const planner = new ContainerPlanner(limits, settings);
  if (survey.warnings !== undefined) planner.warnings.push(...survey.warnings);
  planner.warnings.push(...checked.warnings);
  if (!checked.ok) planner.issues.push(...checked.issues);
  else if (checked.value.limitsNothing) planner.warnings.push(limitsNothingWarning());
  const containers = found.map((one) => (isPassedOver(one) ? passOver(one) : planner.plan(one)));
  const { edits, issues, warnings } = planner;
  const reason = edits.length > 0 ? undefined : unchangedReason(containers, limits);
  return { edits, containers, issues, warnings, reason };
}

function nothing(survey: Survey, containers: readonly ContainerReport[], reason: SkipReason): Plan {
  return {
    edits: NONE,
    containers,
    issues: survey.issues ?? NONE,
    warnings: survey.warnings ?? NONE,
    reason,
  };
}

function isPassedOver(one: GpuContainer): boolean {
  return one.passedOver !== undefined;
}

/** The weightiest of several reasons: an unknown kind before a claim or a debug container. */
function reasonOf(found: readonly GpuContainer[]): SkipReason {
  const reasons = found.map((one) => one.passedOver);
  return (
    (["opted-out", "unknown-kind", "resource-claim"] as const).find((reason) =>
      reasons.includes(reason),
    ) ?? "no-gpu"
  );
}

function unchangedReason(
  containers: readonly ContainerReport[],
  limits: ValidatedConfig | undefined,
): SkipReason {
  if (containers.some(({ action }) => action === "kept")) return "kept-existing";
  return limits?.limitsNothing ? "limits-nothing" : "already-injected";
}
