import type { MpsEntry } from "../config/device-limits.ts";
import type { MpsConfig } from "../config/mps-config.ts";
import { outOfRange } from "../config/out-of-range.ts";
import { MOST_DEVICES } from "../config/to-env.ts";
import { entriesFor, type ValidatedConfig } from "../config/validated-config.ts";
import type { FieldPath } from "../core/field-path.ts";
import type { Issue } from "../core/issue.ts";
import { newIssue } from "../core/new-issue.ts";
import { NONE } from "../core/none.ts";
import type { GpuClaim } from "../gpu/gpu-claims.ts";
import { gpuCount } from "../gpu/gpu-count.ts";
import { readGpuQuantity } from "../gpu/gpu-quantity.ts";
import { MIG_PREFIX } from "../gpu/gpu-resource-names.ts";
import type { Settings } from "./compiled-options.ts";
import type { Edit } from "./edit.ts";
import type { ContainerReport, SkipReason } from "./injection.ts";
import { planEnv } from "./plan-env.ts";
import { planResources } from "./plan-resources.ts";
import type { GpuContainer } from "./survey.ts";

/** Plans the containers of one call, collecting what they come to. */
export class ContainerPlanner {
  readonly edits: Edit[] = [];
  readonly issues: Issue[] = [];
  readonly warnings: Issue[] = [];
  readonly settings: Settings;
  readonly #limits: ValidatedConfig | undefined;
  #warnedOfShares = false;
  #warnedOfMig = false;
  /** The counts that the config's ordinals have been held against, where it names any. */
  #countsChecked: Set<number> | undefined;

  constructor(limits: ValidatedConfig | undefined, settings: Settings) {
    this.#limits = limits;
    this.settings = settings;
  }

  plan(gpu: GpuContainer): ContainerReport {
    const issuesBefore = this.issues.length;
    const editsBefore = this.edits.length;
    const count = this.#count(gpu);
    this.#warnOfMig(gpu);
    const devices = this.settings.options.countMeans === "devices" ? count : 1;
    const entries = Number.isNaN(count) ? NONE : this.#entries(devices);
    const keptEnv = planEnv(gpu, entries, { sure: devices, possible: count }, this);
    const kept = planResources(gpu, this) || keptEnv;
    if (this.issues.length > issuesBefore || this.#limits === undefined) {
      return report(gpu, count, "passed-over", "invalid");
    }
    if (this.edits.length > editsBefore) return report(gpu, count, "injected");
    if (kept) return report(gpu, count, "kept");
    return this.#limits.limitsNothing && this.#limits.forOneDevice.length === 0
      ? report(gpu, count, "passed-over", "limits-nothing")
      : report(gpu, count, "already");
  }

  /** NaN where devices cannot be named by it. */
  #count(gpu: GpuContainer): number {
    const count = gpuCount(gpu.claims);
    if (Number.isNaN(count)) for (const issue of badQuantities(gpu)) this.issues.push(issue);
    if (count > MOST_DEVICES && this.settings.options.countMeans === "devices") {
      this.issues.push(tooMany(gpu, count));
      return Number.NaN;
    }
    if (count > 1 && this.settings.options.countMeans === "shares" && !this.#warnedOfShares) {
      this.#warnedOfShares = true;
      this.warnings.push(countIsShares(gpu, count));
    }
    return count;
  }

  #warnOfMig(gpu: GpuContainer): void {
    if (this.#warnedOfMig) return;
    const slice = gpu.claims.find(({ resource }) => resource.startsWith(MIG_PREFIX));
    if (slice === undefined) return;
    this.#warnedOfMig = true;
    this.warnings.push(
      newIssue(
        "gpu/mig-unverified",
        gpu.path,
        `whether MPS limits reach a MIG slice (${slice.resource}) is unproven`,
        "try it on your cluster, or leave nvidia.com/mig-* out of gpuResources",
      ),
    );
  }

  #entries(devices: number): readonly MpsEntry[] {
    if (this.#limits === undefined) return NONE;
    const { config } = this.#limits;
    if (config.perDevicePinnedMemoryLimit !== undefined) this.#checkOrdinals(config, devices);
    return entriesFor(this.#limits, devices);
  }

  #checkOrdinals(config: MpsConfig, devices: number): void {
    this.#countsChecked ??= new Set();
    if (this.#countsChecked.has(devices)) return;
    this.#countsChecked.add(devices);
    this.issues.push(...outOfRange(config, devices));
  }
}

function report(
  gpu: GpuContainer,
  count: number,
  action: ContainerReport["action"],
  reason?: SkipReason,
): ContainerReport {
  const { name } = gpu.container;
  const one = {
    path: gpu.path,
    name: typeof name === "string" ? name : undefined,
    resource: gpu.claims[0]?.resource ?? "",
    count: count || 0,
    action,
  };
  return reason === undefined ? one : { ...one, reason };
}

/** The report on a container that is left as it is. */
export function passOver(gpu: GpuContainer): ContainerReport {
  return report(gpu, gpuCount(gpu.claims), "passed-over", gpu.passedOver);
}

function claimPath(gpu: GpuContainer, claim: GpuClaim, field: "limit" | "request"): FieldPath {
  const { shape, path } = gpu;
  return shape.gpu === undefined
    ? [...path, shape.resources, `${field}s`, claim.resource]
    : [...path, shape.gpu, "quantity"];
}

function badQuantities(gpu: GpuContainer): Issue[] {
  return gpu.claims.flatMap((claim) =>
    (["limit", "request"] as const)
      .filter((field) => Number.isNaN(readGpuQuantity(claim[field])))
      .map((field) => badQuantity(gpu, claim, field)),
  );
}

function badQuantity(gpu: GpuContainer, claim: GpuClaim, field: "limit" | "request"): Issue {
  const bad = claim[field];
  const placeholder = typeof bad === "string" && /[${]/.test(bad);
  const hint = placeholder ? "put the value in for the placeholder first" : 'write "1"';
  const path = claimPath(gpu, claim, field);
  return newIssue("gpu/quantity", path, "a number of GPUs must be whole", hint, bad);
}

function tooMany(gpu: GpuContainer, count: number): Issue {
  return newIssue(
    "gpu/quantity",
    gpu.path,
    `no node has ${count} GPUs: more than ${MOST_DEVICES} devices cannot be named`,
    'leave countMeans at "shares" if the count is shares of a GPU',
    count,
  );
}

function countIsShares(gpu: GpuContainer, count: number): Issue {
  return newIssue(
    "gpu/count-is-shares",
    gpu.path,
    `a count of ${count} is taken as shares, so only device 0 gets the memory limit: other cards stay unlimited`,
    'set countMeans to "devices" if GPUs are not shared and each is to be limited',
    count,
  );
}
