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
import { type Issue, newIssue } from "../result/issue.ts";
import { NONE } from "../result/none.ts";
import type { ContainerReport } from "./injection.ts";
import type { PlanContext } from "./plan-context.ts";
import { planEnv } from "./plan-env.ts";
import { planResources } from "./plan-resources.ts";

/** Plans the containers of one object, one after the other. */
export class ContainerPlanner {
  readonly #limits: ValidatedConfig | undefined;
  readonly #context: PlanContext;
  /** The device counts for which the config's ordinals have been checked, if it names any. */
  #countsChecked: Set<number> | undefined;

  constructor(limits: ValidatedConfig | undefined, context: PlanContext) {
    this.#limits = limits;
    this.#context = context;
  }

  plan(found: FoundContainer): ContainerReport {
    const { issues, edits, settings } = this.#context;
    const issuesBefore = issues.length;
    const editsBefore = edits.length;
    const count = this.#count(found);
    const guaranteed = settings.options.gpuUnit === "device" ? count : 1;
    const entries = Number.isNaN(count) ? NONE : this.#entries(guaranteed);
    const devices = { guaranteed, requested: count };
    const keptEnv = planEnv(found, entries, devices, this.#context);
    const kept = planResources(found, this.#context) || keptEnv;
    if (issues.length > issuesBefore || this.#limits === undefined) {
      return reportOn(found, count, "skipped", "invalid");
    }
    if (edits.length > editsBefore) return reportOn(found, count, "injected");
    if (kept) return reportOn(found, count, "kept");
    return this.#limits.limitsNothing && this.#limits.forOneDevice.length === 0
      ? reportOn(found, count, "skipped", "limits-nothing")
      : reportOn(found, count, "unchanged");
  }

  /** How many GPUs it requests; NaN if devices cannot be named by that. */
  #count(found: FoundContainer): number {
    const { issues, settings } = this.#context;
    const isDevices = settings.options.gpuUnit === "device";
    const count = countGpus(found.requests);
    issues.push(...checkRequests(found));
    const slice = migSliceOf(found);
    if (count > 1 && !isDevices) this.#context.warnOnce(countIsReplicas(found, count));
    if (slice !== undefined) this.#context.warnOnce(migUnverified(found, slice));
    if (count > MAX_DEVICES && isDevices) {
      issues.push(tooManyDevices(found, count));
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
    this.#context.issues.push(...outOfRange(this.#limits.config, devices));
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
