import type { Edit } from "../edit/edit.ts";
import {
  checkRequests,
  countIsReplicas,
  migSliceOf,
  migUnverified,
} from "../find/check-requests.ts";
import type { FoundContainer } from "../find/find-containers.ts";
import type { SkipReason } from "../find/skip-reason.ts";
import { countGpus } from "../kubernetes/gpu/gpu-requests.ts";
import { nameOf } from "../kubernetes/object-at.ts";
import { outOfRange } from "../limits/out-of-range.ts";
import { MAX_DEVICES } from "../limits/to-env.ts";
import { entriesFor } from "../limits/validated-config.ts";
import type { Settings } from "../options/compile-options.ts";
import type { ConflictPolicy } from "../options/inject-options.ts";
import { countDevices } from "../resolve/count-devices.ts";
import { atContainer, type ContainerLimits } from "../resolve/limits-resolver.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { NONE } from "../result/none.ts";
import type { ContainerReport } from "./injection.ts";
import { LimitsProblems, type Problems } from "./limits-problems.ts";
import type { PlanContext } from "./plan-context.ts";
import { type EnvLimits, planEnv } from "./plan-env.ts";
import { planResources } from "./plan-resources.ts";

const NO_ENV: EnvLimits = { entries: NONE, noLimits: NONE };

/** Plans the containers of one object, one after the other, and collects what it decides. */
export class ContainerPlanner implements PlanContext {
  readonly settings: Settings;
  readonly edits: Edit[] = [];
  readonly issues: Issue[] = [];
  readonly warnings: Issue[] = [];
  readonly #problems = new LimitsProblems(this);
  onConflict: ConflictPolicy;
  #warnedOfReplicas = false;
  #warnedOfMig = false;
  /** The device counts for which the ordinals of a shared config have been checked. */
  #countsChecked: Set<number> | undefined;

  constructor(settings: Settings) {
    this.settings = settings;
    this.onConflict = settings.options.onConflict;
  }

  /** What is wrong with the config of every container. */
  get config(): Problems {
    return this.#problems.config;
  }

  plan(found: FoundContainer, limits: ContainerLimits): ContainerReport {
    this.onConflict = limits.isDecision ? "override" : this.settings.options.onConflict;
    this.#problems.report(limits);
    const issuesBefore = this.issues.length;
    const editsBefore = this.edits.length;
    const count = this.#count(found);
    const devices = countDevices(found, count, this.settings);
    const env = Number.isNaN(count) ? NO_ENV : this.#env(found, limits, devices.guaranteed);
    const keptEnv = planEnv(found, env, devices, this);
    const kept = planResources(found, this) || keptEnv;
    const { config } = limits;
    if (this.issues.length > issuesBefore || config === undefined) {
      return reportOn(found, count, "skipped", "invalid");
    }
    if (this.edits.length > editsBefore) return reportOn(found, count, "injected");
    if (kept) return reportOn(found, count, "kept");
    return config.limitsNothing && config.forOneDevice.length === 0
      ? reportOn(found, count, "skipped", "limits-nothing")
      : reportOn(found, count, "unchanged");
  }

  /** How many GPUs it requests; NaN if devices cannot be named by that. */
  #count(found: FoundContainer): number {
    const isDevices = this.settings.options.gpuUnit === "device";
    const count = countGpus(found.requests);
    for (const issue of checkRequests(found)) this.issues.push(issue);
    if (count > 1 && !isDevices && !this.#warnedOfReplicas) {
      this.#warnedOfReplicas = true;
      this.warnings.push(countIsReplicas(found, count));
    }
    const slice = this.#warnedOfMig ? undefined : migSliceOf(found);
    if (slice !== undefined) {
      this.#warnedOfMig = true;
      this.warnings.push(migUnverified(found, slice));
    }
    if (count > MAX_DEVICES && isDevices) {
      this.issues.push(tooManyDevices(found, count));
      return Number.NaN;
    }
    return count;
  }

  #env(found: FoundContainer, { config, isShared }: ContainerLimits, devices: number): EnvLimits {
    if (config === undefined) return NO_ENV;
    if (config.config.perDevicePinnedMemoryLimit !== undefined) {
      const issues = outOfRange(config, devices);
      if (isShared) this.#reportOnce(issues, devices);
      else for (const issue of issues) this.issues.push(atContainer(issue, found.path));
    }
    return { entries: entriesFor(config, devices), noLimits: config.noLimits };
  }

  #reportOnce(issues: readonly Issue[], devices: number): void {
    this.#countsChecked ??= new Set();
    if (this.#countsChecked.has(devices)) return;
    this.#countsChecked.add(devices);
    for (const issue of issues) this.#problems.config.issues.push(issue);
  }
}

/** The report on a container. */
export function reportOn(
  { container, path, requests, site }: FoundContainer,
  count: number,
  action: ContainerReport["action"],
  reason?: SkipReason,
): ContainerReport {
  const { name } = container;
  const report = {
    path,
    name: typeof name === "string" ? name : undefined,
    resource: requests[0]?.resource ?? "",
    count: count || 0,
    action,
  };
  const { kind, object, path: at } = site.workload;
  const whole = reason === undefined ? report : { ...report, reason };
  if (at.length === 0) return whole;
  const workload = { kind: typeof kind === "string" ? kind : undefined, name: nameOf(object) };
  return { ...whole, workload };
}

function tooManyDevices({ path }: FoundContainer, count: number): Issue {
  return newIssue(
    "gpu/quantity",
    path,
    `${count} devices cannot be named: no node has more than ${MAX_DEVICES} GPUs`,
    'leave gpuUnit at "replica" if the count is replicas',
    count,
  );
}
