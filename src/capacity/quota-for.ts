import { invalidOption, type OptionTable, readOptions } from "../options/option.ts";
import type { FieldPath } from "../result/field-path.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { unreadable } from "../result/unreadable.ts";
import { type CheckedDemand, checkDemands } from "./check-packing-input.ts";
import type { GpuDemand } from "./gpu-demand.ts";

/** A quota of Kubernetes. */
export interface ResourceQuota {
  readonly apiVersion: "v1";
  readonly kind: "ResourceQuota";
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: { readonly hard: Readonly<Record<string, string>> };
}

/** A quota of Kueue on GPU memory, and what its configuration needs for it. */
export interface MemoryQuota {
  readonly clusterQueue: ClusterQueue;
  /** For `resources.transformations` of Kueue's configuration: they count replicas as memory. */
  readonly transformations: readonly {
    readonly input: string;
    readonly strategy: "Replace";
    readonly outputs: Readonly<Record<string, string>>;
  }[];
}

/** Of Kueue, for all namespaces. */
export interface ClusterQueue {
  readonly apiVersion: "kueue.x-k8s.io/v1beta2";
  readonly kind: "ClusterQueue";
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly namespaceSelector: object;
    readonly resourceGroups: readonly {
      readonly coveredResources: readonly string[];
      readonly flavors: readonly {
        readonly name: string;
        readonly resources: readonly { readonly name: string; readonly nominalQuota: string }[];
      }[];
    }[];
  };
}

/** Options of {@link quotaFor}. */
export interface QuotaOptions {
  /** @defaultValue "gpu" */
  readonly name?: string | undefined;
  /**
   * The ResourceFlavor of a ClusterQueue.
   *
   * @defaultValue "default-flavor"
   */
  readonly flavor?: string | undefined;
  /**
   * The resource in which Kueue counts GPU memory.
   *
   * @defaultValue "kube-mps.github.io/gpu-memory"
   */
  readonly memoryResource?: string | undefined;
}

type CheckedOptions = { readonly [K in keyof QuotaOptions]-?: string };

const OPTIONS: OptionTable<CheckedOptions> = {
  name: { default: "gpu", read: readText },
  flavor: { default: "default-flavor", read: readText },
  memoryResource: { default: "kube-mps.github.io/gpu-memory", read: readText },
};

/**
 * The quota that demands need: a ResourceQuota on GPU requests for each namespace, or a ClusterQueue of
 * Kueue on GPU memory, with the transformations that turn replicas into memory. Those know resources, not
 * containers: the largest demand for a resource is counted for each replica.
 * Source: https://kueue.sigs.k8s.io/docs/tasks/manage/administer_cluster_quotas/
 *
 * Issues: `capacity/value`, `capacity/unknown-key`, `options/*`. Warnings, for Kueue: `capacity/uneven`,
 * `capacity/no-limit` for a demand whose memory is not counted. Never throws.
 *
 * @example
 * ```ts
 * const [quota] = unwrap(quotaFor(demands, "ResourceQuota"));
 * // { ..., spec: { hard: { "requests.nvidia.com/gpu": "12" } } }
 * ```
 */
export function quotaFor(
  demands: readonly GpuDemand[],
  target: "ResourceQuota",
  options?: QuotaOptions,
): Result<readonly ResourceQuota[]>;
export function quotaFor(
  demands: readonly GpuDemand[],
  target: "ClusterQueue",
  options?: QuotaOptions,
): Result<MemoryQuota>;
export function quotaFor(
  demands: readonly GpuDemand[],
  target: "ResourceQuota" | "ClusterQueue",
  options: QuotaOptions = {},
): Result<readonly ResourceQuota[] | MemoryQuota> {
  try {
    const read = readOptions(options, OPTIONS);
    const issues: Issue[] = read.ok ? [] : [...read.issues];
    const checked = checkDemands(demands, issues);
    if (target !== "ResourceQuota" && target !== "ClusterQueue") {
      const message = "must be ResourceQuota or ClusterQueue";
      issues.push(newIssue("capacity/value", ["target"], message, undefined, target));
    }
    if (!read.ok || isNonEmpty(issues)) return failure(issues as [Issue, ...Issue[]]);
    if (target === "ClusterQueue") return memoryQuota(checked, read.value);
    return success(resourceQuotas(checked, read.value.name));
  } catch (error) {
    return unreadable(error);
  }
}

function resourceQuotas(demands: readonly CheckedDemand[], name: string): ResourceQuota[] {
  const namespaces = groupBy(demands, ({ namespace = "" }) => namespace);
  return namespaces.map(([namespace, inNamespace]) => ({
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata: { name, ...(namespace !== "" && { namespace }) },
    spec: {
      hard: Object.fromEntries(
        groupBy(inNamespace, resourceOf).map(([resource, group]) => [
          `requests.${resource}`,
          String(countOf(group)),
        ]),
      ),
    },
  }));
}

function memoryQuota(
  demands: readonly CheckedDemand[],
  { name, flavor, memoryResource }: CheckedOptions,
): Result<MemoryQuota> {
  const issues: Issue[] = [];
  const warnings: Issue[] = [];
  let total = 0;
  const transformations = groupBy(demands, resourceOf).map(([input, group]) => {
    const sizes = group.map(({ memoryMiB = 0, clients }) => memoryMiB * clients);
    const largest = sizes.reduce((a, b) => Math.max(a, b), 0);
    total += largest * countOf(group);
    for (const [index, { path }] of group.entries()) {
      const size = sizes[index] ?? 0;
      if (size === largest && size > 0) continue;
      const message = `${size || "unknown"} MiB are counted as ${largest}, the largest for ${input}`;
      const code = size > 0 ? "capacity/uneven" : "capacity/no-limit";
      (largest > 0 ? warnings : issues).push(newIssue(code, path, message));
    }
    const outputs = { [memoryResource]: `${largest}Mi` };
    return { input, strategy: "Replace" as const, outputs };
  });
  if (isNonEmpty(issues)) return failure(issues, warnings);
  const resources = [{ name: memoryResource, nominalQuota: `${total}Mi` }];
  const group = { coveredResources: [memoryResource], flavors: [{ name: flavor, resources }] };
  const clusterQueue = {
    apiVersion: "kueue.x-k8s.io/v1beta2",
    kind: "ClusterQueue",
    metadata: { name },
    spec: { namespaceSelector: {}, resourceGroups: [group] },
  } as const;
  return success({ clusterQueue, transformations }, warnings);
}

function resourceOf({ resource = "nvidia.com/gpu" }: CheckedDemand): string {
  return resource;
}

function countOf(demands: readonly CheckedDemand[]): number {
  return demands.reduce((count, { copies, gpus }) => count + copies * gpus, 0);
}

/** In the order of the keys. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): [key: string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function readText(value: unknown, path: FieldPath, issues: Issue[]): string {
  if (typeof value === "string" && value !== "") return value;
  issues.push(invalidOption(path, "must be a non-empty string", value));
  return "";
}
