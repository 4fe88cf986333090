import { checkConfig } from "../config/check-config.ts";
import { limitsNothingWarning } from "../config/limits-nothing-warning.ts";
import type { ValidatedConfig } from "../config/validated-config.ts";
import type { Issue } from "../core/issue.ts";
import { NONE } from "../core/none.ts";
import type { Result } from "../core/result.ts";
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
  if (found === undefined) return nothing(survey, NONE, survey.reason ?? "no-gpu");
  if (found.every(isPassedOver)) return nothing(survey, found.map(passOver), reasonOf(found));
  const checked = checkConfig(config, settings.options.minMemory);
  if (isMissing(checked) && settings.options.missingConfig === "skip") {
    const reports = found.map((one) =>
      passOver(isPassedOver(one) ? one : { ...one, passedOver: "no-config" }),
    );
    return nothing(survey, reports, "no-config");
  }
  const planner = new ContainerPlanner(checked.ok ? checked.value : undefined, settings);
  const containers = found.map((one) => (isPassedOver(one) ? passOver(one) : planner.plan(one)));
  const { edits } = planner;
  return {
    edits,
    containers,
    issues: joined(survey.issues, checked.ok ? NONE : checked.issues, planner.issues),
    warnings: joined(survey.warnings, configWarnings(checked), planner.warnings),
    reason: edits.length > 0 ? undefined : unchangedReason(containers),
  };
}

/** One list of several, without a copy where just one holds anything. */
function joined(
  first: readonly Issue[] = NONE,
  second: readonly Issue[],
  third: readonly Issue[],
): readonly Issue[] {
  if (first.length === 0 && second.length === 0) return third;
  return [...first, ...second, ...third];
}

function isMissing(checked: Result<ValidatedConfig>): boolean {
  return !checked.ok && checked.issues[0].code === "config/missing";
}

function configWarnings(checked: Result<ValidatedConfig>): readonly Issue[] {
  return checked.ok && checked.value.limitsNothing
    ? [...checked.warnings, limitsNothingWarning()]
    : checked.warnings;
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
    (["opted-out", "unknown-kind", "resource-claim", "ephemeral"] as const).find((reason) =>
      reasons.includes(reason),
    ) ?? "no-gpu"
  );
}

function unchangedReason(containers: readonly ContainerReport[]): SkipReason {
  if (containers.some(({ action }) => action === "kept")) return "kept-existing";
  const limitsNothing = containers.some(({ reason }) => reason === "limits-nothing");
  return limitsNothing ? "limits-nothing" : "already-injected";
}
