import { findGpuContainers } from "../find/find-gpu-containers.ts";
import type { GpuContainer } from "../find/gpu-container.ts";
import { objectAt } from "../kubernetes/object-at.ts";
import type { GpuOptions } from "../options/inject-options.ts";
import type { FieldPath } from "../result/field-path.ts";
import type { Issue } from "../result/issue.ts";
import { type Result, success } from "../result/result.ts";
import { unreadable } from "../result/unreadable.ts";
import { readContext, type Site } from "./context.ts";
import type { EffectiveLimits, ExplainContext, Reason } from "./effective-limits.ts";
import { newReason, type ReasonCode } from "./new-reason.ts";
import { readService } from "./read-service.ts";
import { settleLimits } from "./settle-limits.ts";

/** What a warning about a container means for its limits. */
const REASONS: Readonly<Partial<Record<Issue["code"], ReasonCode>>> = {
  "env/ignored-by-cuda": "explain/ignored-by-cuda",
  "device/out-of-range": "explain/device-not-visible",
  "env/duplicate": "explain/duplicate",
  "env/misspelled": "explain/misspelled",
};

/**
 * Which limits hold for each GPU container of an object, what sets them, and why others do not. Takes a
 * Pod, or any object with pods; the Pod from the API server says most.
 *
 * Without a node or daemon no answer is "yes": each says what would settle it. A node's labels give the
 * limits of the device plugin, memory / replicas and 100 / replicas, rounded down; what `daemon` says
 * takes precedence. Of several devices, device 0 is meant.
 *
 * Issues: those of `findGpuContainers`; `options/*` for the context. Warnings: what else
 * `findGpuContainers` finds, such as a resource that only looks like a GPU. Never throws.
 *
 * @param options - how GPU containers are found
 *
 * @example
 * ```ts
 * for (const { container, memoryMiB, enforced, reasons } of unwrap(explainLimits(pod, { node }))) {
 *   console.log(container, memoryMiB, enforced, reasons[0]?.message);
 * }
 * ```
 */
export function explainLimits(
  pod: unknown,
  context: ExplainContext = {},
  options?: GpuOptions,
): Result<readonly EffectiveLimits[]> {
  try {
    const known = readContext(context);
    if (!known.ok) return known;
    const found = findGpuContainers(pod, options);
    if (!found.ok) return found;
    const { ofContainer, others } = sortWarnings(found.value, found.warnings);
    const limits = found.value.flatMap((container): EffectiveLimits[] => {
      const { path, skip } = container;
      // Kubernetes gives a debug container no GPU.
      if (skip === "ephemeral") return [];
      const spec = container.role === "inline" ? {} : objectAt(pod, ...path.slice(0, -2));
      const { node, nodeName } = known.value;
      const isElsewhere = nodeName !== undefined && (spec["nodeName"] || nodeName) !== nodeName;
      const site: Site = {
        ...known.value,
        node: isElsewhere ? undefined : node,
        isElsewhere,
        container,
        fields: objectAt(pod, ...path),
        spec,
        workload: objectAt(pod, ...container.workload.path),
      };
      const service = readService(site);
      return service === undefined
        ? []
        : [settleLimits(site, service, ofContainer.get(keyOf(path)) ?? [])];
    });
    return success(limits, others);
  } catch (error) {
    return unreadable(error);
  }
}

/** Turns the warnings about limits of a container into reasons. */
function sortWarnings(containers: readonly GpuContainer[], warnings: readonly Issue[]) {
  const ofContainer = new Map<string, Reason[]>(containers.map(({ path }) => [keyOf(path), []]));
  const others: Issue[] = [];
  for (const warning of warnings) {
    const code = REASONS[warning.code];
    // Of a container `env` is a field: the path leads to an item of it, or to the name of one.
    const length = warning.path.at(-1) === "name" ? -3 : -2;
    const reasons = ofContainer.get(keyOf(warning.path.slice(0, length)));
    if (code === undefined || reasons === undefined) others.push(warning);
    else reasons.push(newReason(code, warning.path, warning));
  }
  return { ofContainer, others };
}

function keyOf(path: FieldPath): string {
  return JSON.stringify(path);
}
