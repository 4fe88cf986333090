import type { Edit } from "../edit/edit.ts";
import { type Found, type FoundContainer, findContainers } from "../find/find-containers.ts";
import type { SkipReason } from "../find/skip-reason.ts";
import { countGpus } from "../kubernetes/gpu/gpu-requests.ts";
import { limitsNothing } from "../limits/check-config.ts";
import type { LimitsResolver } from "../limits/limits-resolver.ts";
import type { ValidatedConfig } from "../limits/validated-config.ts";
import type { Settings } from "../options/compile-options.ts";
import type { Issue } from "../result/issue.ts";
import { NONE } from "../result/none.ts";
import type { Result } from "../result/result.ts";
import type { UnknownObject } from "../result/unknown-object.ts";
import { ContainerPlanner, reportOn } from "./container-planner.ts";
import type { ContainerReport } from "./injection.ts";

/** Everything decided about one object: what every renderer works from. */
export interface Plan {
  readonly edits: readonly Edit[];
  readonly containers: readonly ContainerReport[];
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
  /** Why there are no edits. */
  readonly reason: SkipReason | undefined;
}

/** Finds the GPU containers of an object and plans their limits. Nothing is edited here. */
export function planObject(
  object: UnknownObject,
  limits: LimitsResolver,
  settings: Settings,
): Plan {
  const found = findContainers(object, settings);
  return needsLimits(found) ? planLimits(found, limits.resolve(), settings) : planNothing(found);
}

/** Whether any container gets limits, if there are some. */
export function needsLimits({ containers }: Found): boolean {
  for (const { skip } of containers) if (skip === undefined) return true;
  return false;
}

/** The plan for an object in which no container gets limits. */
export function planNothing(found: Found): Plan {
  const { containers, issues, warnings } = found;
  const reports = containers.length === 0 ? NONE : containers.map((one) => skipped(one, one.skip));
  return { edits: NONE, containers: reports, issues, warnings, reason: reasonOf(found) };
}

/**
 * Decides what to change in the containers that were found: the one place where that is decided.
 *
 * @param limits - validated, or what is wrong with them
 */
export function planLimits(
  found: Found,
  limits: Result<ValidatedConfig>,
  settings: Settings,
): Plan {
  if (isMissing(limits) && settings.options.missingConfig === "skip") {
    const reports = found.containers.map((one) => skipped(one, one.skip ?? "no-config"));
    const { issues, warnings } = found;
    return { edits: NONE, containers: reports, issues, warnings, reason: "no-config" };
  }
  const planner = new ContainerPlanner(limits.ok ? limits.value : undefined, settings);
  const containers = found.containers.map((one) =>
    one.skip === undefined ? planner.plan(one) : skipped(one, one.skip),
  );
  const { edits } = planner;
  return {
    edits,
    containers,
    issues: joined(found.issues, limits.ok ? NONE : limits.issues, planner.issues),
    warnings: joined(found.warnings, limitsWarnings(limits), planner.warnings),
    reason: edits.length > 0 ? undefined : unchangedReason(containers),
  };
}

function skipped(one: FoundContainer, reason: SkipReason | undefined): ContainerReport {
  return reportOn(one, countGpus(one.requests), "skipped", reason);
}

/** One list of several, without a copy if only the last has any. */
function joined(
  first: readonly Issue[],
  second: readonly Issue[],
  third: readonly Issue[],
): readonly Issue[] {
  if (first.length === 0 && second.length === 0) return third;
  return [...first, ...second, ...third];
}

function isMissing(limits: Result<ValidatedConfig>): boolean {
  return !limits.ok && limits.issues[0].code === "config/missing";
}

function limitsWarnings(limits: Result<ValidatedConfig>): readonly Issue[] {
  return limits.ok && limits.value.limitsNothing
    ? [...limits.warnings, limitsNothing()]
    : limits.warnings;
}

/** The most important of several reasons: an unknown kind before a claim or a debug container. */
const REASONS = ["opted-out", "unknown-kind", "resource-claim", "ephemeral"] as const;

function reasonOf({ containers, reason }: Found): SkipReason {
  if (containers.length === 0) return reason ?? "no-gpu";
  const reasons = containers.map(({ skip }) => skip);
  return REASONS.find((one) => reasons.includes(one)) ?? "no-gpu";
}

function unchangedReason(containers: readonly ContainerReport[]): SkipReason {
  if (containers.some(({ action }) => action === "kept")) return "kept-existing";
  const isLimiting = containers.every(({ reason }) => reason !== "limits-nothing");
  return isLimiting ? "already-injected" : "limits-nothing";
}
