import { describeContainers } from "../find/find-gpu-containers.ts";
import type { GpuContainer } from "../find/gpu-container.ts";
import { podCopies } from "../kubernetes/kinds/pod-copies.ts";
import { MIB } from "../kubernetes/quantity/mebibytes.ts";
import { limitsThreads } from "../limits/thread-limit.ts";
import { settingsFor } from "../options/compile-options.ts";
import type { GpuOptions } from "../options/inject-options.ts";
import { type FieldPath, formatPath } from "../result/field-path.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import type { IssueCode } from "../result/issue-code.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { isRecord, type UnknownObject } from "../result/unknown-object.ts";
import { unreadable } from "../result/unreadable.ts";
import type { GpuDemand } from "./gpu-demand.ts";

/**
 * The demands of a Kubernetes object, of any kind: one for each GPU container and resource, with the
 * limits that its `env` has now. Inject first what the containers are to get. How many processes a
 * container runs is not in a manifest: set `clients` yourself.
 *
 * Init containers run before the others: the first is counted if no other container requests a GPU.
 *
 * Issues: those of `findGpuContainers`. Warnings: those too, and `capacity/copies-unknown`,
 * `capacity/no-limit`, `capacity/not-considered`. Never throws.
 *
 * @example
 * ```ts
 * const demands = unwrap(demandsOf(deployment));
 * // [{ name: "team-a/Deployment/web/main", memoryMiB: 4096, threads: 50, gpus: 1, copies: 3, ... }]
 * ```
 */
export function demandsOf(object: unknown, options?: GpuOptions): Result<readonly GpuDemand[]> {
  try {
    const settings = settingsFor(options);
    if (!settings.ok) return settings;
    if (!isRecord(object)) {
      const message = "a Kubernetes object must be an object";
      return failure([newIssue("input/type", [], message, undefined, object)]);
    }
    const { containers, issues, warnings } = describeContainers(object, settings.value);
    if (isNonEmpty(issues)) return failure(issues, warnings);
    const reader = new DemandReader(object, warnings);
    for (const container of containers) if (container.role !== "init") reader.read(container);
    for (const container of containers) if (container.role === "init") reader.read(container);
    return success(reader.demands, reader.warnings);
  } catch (error) {
    return unreadable(error);
  }
}

/** By the reason that injection skips it, or its role. */
const NOT_COUNTED = {
  ephemeral: "a debug container",
  "resource-claim": "the device of a resource claim",
  init: "an init container next to others with a GPU",
} as const;

/** What is read once for all containers of a pod. */
type PodFacts = Required<Pick<GpuDemand, "copies" | "nodeSelector">>;

class DemandReader {
  readonly demands: GpuDemand[] = [];
  readonly warnings: Issue[];
  readonly #root: UnknownObject;
  readonly #names = new Set<string>();
  readonly #pods = new Map<string, PodFacts>();
  /** Limits that CUDA drops since one of them names a device that is not visible. */
  readonly #dropped: ReadonlySet<string>;

  constructor(root: UnknownObject, warnings: readonly Issue[]) {
    this.#root = root;
    this.warnings = [...warnings];
    const outside = warnings.filter(({ code }) => code === "device/out-of-range");
    this.#dropped = new Set(outside.map(({ path }) => formatPath(path)));
  }

  read(container: GpuContainer): void {
    const { path, role, skip, gpus, workload } = container;
    const podPath = role === "inline" ? path : path.slice(0, -2);
    const key = formatPath(podPath);
    const isNextToOthers = role === "init" && this.#pods.has(key);
    const isUncountable = skip === "ephemeral" || skip === "resource-claim";
    const what = isUncountable ? NOT_COUNTED[skip] : isNextToOthers ? NOT_COUNTED.init : undefined;
    if (what !== undefined) {
      this.#warn("capacity/not-considered", path, `${what} is not counted`);
      return;
    }
    const pod = this.#pods.get(key) ?? this.#readPod(podPath, container);
    this.#pods.set(key, pod);
    const name = this.#nameOf(container);
    const limits = this.#limitsOf(container);
    for (const { resource, count = 1 } of gpus) {
      // Without a domain it is the word of one kind for any GPU.
      const requested = resource.includes("/") ? resource : undefined;
      const { namespace } = workload;
      this.demands.push({
        name,
        ...limits,
        gpus: count,
        ...pod,
        resource: requested,
        namespace,
        path,
      });
    }
  }

  #readPod(path: FieldPath, { workload: { apiVersion, kind } }: GpuContainer): PodFacts {
    const { copies, isKnown } = podCopies(this.#root, path, apiVersion, kind);
    if (!isKnown) {
      const message = `how many pods run is not written here: ${copies} is counted`;
      const hint = "set copies to the most that may run at the same time";
      this.#warn("capacity/copies-unknown", path, message, hint);
    }
    const spec = path.reduce<unknown>((at, step) => (at as UnknownObject)[step], this.#root);
    const { nodeSelector, ...others } = spec as UnknownObject;
    for (const field of ["affinity", "topologySpreadConstraints"]) {
      if ((others[field] ?? undefined) === undefined) continue;
      const message = "only the nodeSelector of a pod is considered";
      this.#warn("capacity/not-considered", [...path, field], message);
    }
    // A number or a boolean is meant as a string: a placeholder, or quotes that are missing.
    const labels = Object.entries(isRecord(nodeSelector) ? nodeSelector : {})
      .filter(([, value]) => typeof value !== "object")
      .map(([name, value]) => [name, String(value)]);
    return { copies, nodeSelector: labels.length > 0 ? Object.fromEntries(labels) : undefined };
  }

  #limitsOf({ current, count, path }: GpuContainer): Pick<GpuDemand, "memoryMiB" | "threads"> {
    const { memory, threads } = current;
    const isDropped = memory.state === "set" && this.#dropped.has(formatPath(memory.path));
    const limits = memory.state === "set" && !isDropped ? Object.values(memory.value) : [];
    const isLimited = limits.length > 0 && limits.length >= (count ?? 1);
    if (!isLimited) {
      const message = "no memory limit holds on every GPU of this container: it takes whole cards";
      this.#warn("capacity/no-limit", path, message, "inject a limit for each of its GPUs first");
    }
    const isThreads = threads.state === "set" && limitsThreads(threads.value);
    return {
      memoryMiB: isLimited ? Math.max(...limits) / MIB : undefined,
      threads: isThreads ? Math.ceil(threads.value) : 0,
    };
  }

  /** The roles of a workload often have containers of one name: the second gets its path. */
  #nameOf({ workload, name, path }: GpuContainer): string {
    const parts = [workload.namespace, workload.kind, workload.name, name ?? formatPath(path)];
    const text = parts.filter((part) => part !== undefined).join("/");
    const unique = this.#names.has(text) ? `${text} (${formatPath(path)})` : text;
    this.#names.add(unique);
    return unique;
  }

  #warn(code: IssueCode, path: FieldPath, message: string, hint?: string): void {
    this.warnings.push(newIssue(code, path, message, hint));
  }
}
