import type { Edit } from "../edit/edit.ts";
import { type Found, type FoundContainer, findContainers } from "../find/find-containers.ts";
import type { SkipReason } from "../find/skip-reason.ts";
import { countGpus } from "../kubernetes/gpu/gpu-requests.ts";
import type { Settings } from "../options/compile-options.ts";
import type { LimitsResolver } from "../resolve/limits-resolver.ts";
import type { Issue } from "../result/issue.ts";
import { NONE } from "../result/none.ts";
import type { UnknownObject } from "../result/unknown-object.ts";
import { ContainerPlanner, reportOn } from "./container-planner.ts";
import type { ContainerReport } from "./injection.ts";
import type { Problems } from "./limits-problems.ts";

/** Everything decided about one object: what every renderer works from. */
export interface Plan {
  readonly edits: readonly Edit[];
  readonly containers: readonly ContainerReport[];
  /** Their paths lead from the root of the object. */
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
  /** The same for the config of every container, if there is one: their paths lead through that. */
  readonly config: Problems;
  /** Why there are no edits. */
  readonly reason: SkipReason | undefined;
}

const NO_PROBLEMS: Problems = { issues: NONE, warnings: NONE };

/** Finds the GPU containers of an object and plans their limits. Nothing is edited here. */
export function planObject(
  object: UnknownObject,
  limits: LimitsResolver,
  settings: Settings,
): Plan {
  const found = findContainers(object, settings);
  return needsLimits(found) ? planLimits(found, limits, settings) : planNothing(found);
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
  const reason = containers.length === 0 ? found.reason : skipReason(reports);
  return {
    edits: NONE,
    containers: reports,
    issues,
    warnings,
    config: NO_PROBLEMS,
    reason: reason ?? "no-gpu",
  };
}

/** Decides what to change in the containers that were found: the one place where that is decided. */
export function planLimits(found: Found, limits: LimitsResolver, settings: Settings): Plan {
  const planner = new ContainerPlanner(settings);
  const containers = found.containers.map((one) => {
    if (one.skip !== undefined) return skipped(one, one.skip);
    const resolved = limits.resolve(one);
    return resolved.skip === undefined ? planner.plan(one, resolved) : skipped(one, resolved.skip);
  });
  const { edits, issues, warnings, config } = planner;
  return {
    edits,
    containers,
    issues: joined(found.issues, issues),
    warnings: joined(found.warnings, warnings),
    config,
    reason: edits.length > 0 ? undefined : unchangedReason(containers),
  };
}

/** Every issue and warning of a plan, for callers that report them in one list. */
export function problemsOf({ config, issues, warnings }: Plan): Problems {
  return { issues: joined(config.issues, issues), warnings: joined(config.warnings, warnings) };
}

function skipped(one: FoundContainer, reason: SkipReason | undefined): ContainerReport {
  return reportOn(one, countGpus(one.requests), "skipped", reason);
}

/** Both lists in one, without a copy if one is empty. */
function joined(first: readonly Issue[], second: readonly Issue[]): readonly Issue[] {
  if (first.length === 0) return second;
  return second.length === 0 ? first : [...first, ...second];
}

/** The most important of several reasons: an unknown kind before a claim or a debug container. */
const REASONS = [
  "limits-nothing",
  "no-config",
  "exempt",
  "opted-out",
  "unknown-kind",
  "resource-claim",
  "ephemeral",
] as const;

function skipReason(containers: readonly ContainerReport[]): SkipReason | undefined {
  const reasons = containers.map(({ reason }) => reason);
  return REASONS.find((one) => reasons.includes(one));
}

function unchangedReason(containers: readonly ContainerReport[]): SkipReason {
  if (containers.some(({ action }) => action === "kept")) return "kept-existing";
  const isUnchanged = containers.some(({ action }) => action === "unchanged");
  const reason = skipReason(containers);
  if (isUnchanged && reason !== "limits-nothing") return "already-injected";
  return reason ?? "already-injected";
}
