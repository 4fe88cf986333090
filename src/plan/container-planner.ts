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
import type { MpsEntry } from "../limits/mps-entries.ts";
import { outOfRange } from "../limits/out-of-range.ts";
import { MAX_DEVICES } from "../limits/to-env.ts";
import { entriesFor, type ValidatedConfig } from "../limits/validated-config.ts";
import type { Settings } from "../options/compile-options.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { NONE } from "../result/none.ts";
import type { ContainerReport } from "./injection.ts";
import type { PlanContext } from "./plan-context.ts";
import { planEnv } from "./plan-env.ts";
import { planResources } from "./plan-resources.ts";

/** Plans the containers of one object, one after the other, and collects what it decides. */
export class ContainerPlanner implements PlanContext {
  readonly settings: Settings;
  readonly edits: Edit[] = [];
  readonly issues: Issue[] = [];
  readonly warnings: Issue[] = [];
  readonly #limits: ValidatedConfig | undefined;
  #warnedOfReplicas = false;
  #warnedOfMig = false;
  /** The device counts for which the config's ordinals have been checked, if it names any. */
  #countsChecked: Set<number> | undefined;

  constructor(limits: ValidatedConfig | undefined, settings: Settings) {
    this.#limits = limits;
    this.settings = settings;
  }

  plan(found: FoundContainer): ContainerReport {
    const issuesBefore = this.issues.length;
    const editsBefore = this.edits.length;
    const count = this.#count(found);
    const guaranteed = this.settings.options.gpuUnit === "device" ? count : 1;
    const entries = Number.isNaN(count) ? NONE : this.#entries(guaranteed);
    const keptEnv = planEnv(found, entries, { guaranteed, requested: count }, this);
    const kept = planResources(found, this) || keptEnv;
    if (this.issues.length > issuesBefore || this.#limits === undefined) {
      return reportOn(found, count, "skipped", "invalid");
    }
    if (this.edits.length > editsBefore) return reportOn(found, count, "injected");
    if (kept) return reportOn(found, count, "kept");
    return this.#limits.limitsNothing && this.#limits.forOneDevice.length === 0
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

  #entries(devices: number): readonly MpsEntry[] {
    if (this.#limits === undefined) return NONE;
    if (this.#limits.config.perDevicePinnedMemoryLimit !== undefined) this.#checkOrdinals(devices);
    return entriesFor(this.#limits, devices);
  }

  #checkOrdinals(devices: number): void {
    this.#countsChecked ??= new Set();
    if (this.#limits === undefined || this.#countsChecked.has(devices)) return;
    this.#countsChecked.add(devices);
    this.issues.push(...outOfRange(this.#limits.config, devices));
  }
}

/** The report on a container. */
export function reportOn(
  { container, path, requests }: FoundContainer,
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
  return reason === undefined ? report : { ...report, reason };
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
