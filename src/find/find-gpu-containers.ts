import { countGpus } from "../kubernetes/gpu/gpu-requests.ts";
import { checkEnv } from "../limits/check-env.ts";
import { type Settings, settingsFor } from "../options/compile-options.ts";
import type { GpuOptions } from "../options/inject-options.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";
import { unreadable } from "../result/unreadable.ts";
import { checkRequests, countIsReplicas, migSliceOf, migUnverified } from "./check-requests.ts";
import { describeContainer } from "./describe-container.ts";
import { type FoundContainer, findContainers } from "./find-containers.ts";
import type { GpuContainer } from "./gpu-container.ts";

/**
 * Finds the GPU containers of a Kubernetes object, of any kind, with the limits that they have now.
 *
 * Issues: `input/type`, `input/unreadable`, `options/*`, `workload/too-deep`; warnings: what would keep
 * a container from its limits (`gpu/*`, `workload/*`), and limits that do not hold
 * (`env/ignored-by-cuda`, `device/out-of-range`). Never throws.
 *
 * @example
 * ```ts
 * for (const { name, current } of unwrap(findGpuContainers(deployment))) {
 *   if (current.memory.state !== "set") console.log(name, "may use the whole card");
 * }
 * ```
 */
export function findGpuContainers(
  object: unknown,
  options?: GpuOptions,
): Result<readonly GpuContainer[]> {
  try {
    const settings = settingsFor(options);
    if (!settings.ok) return settings;
    if (!isObject(object)) {
      const message = "a Kubernetes object must be an object";
      return failure([newIssue("input/type", [], message, undefined, object)]);
    }
    const { containers, issues, warnings } = describeContainers(object, settings.value);
    return isNonEmpty(issues) ? failure(issues, warnings) : success(containers, warnings);
  } catch (error) {
    return unreadable(error);
  }
}

/** What was found in one object, described. */
export interface Description {
  readonly containers: readonly GpuContainer[];
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
}

/** Finds and describes the GPU containers of one object. */
export function describeContainers(object: UnknownObject, settings: Settings): Description {
  const found = findContainers(object, settings);
  const { namespace } = settings.options;
  const containers = found.containers.map((one) => describeContainer(one, namespace));
  const limited = found.containers.filter(({ skip }) => skip === undefined);
  const warnings = [
    ...found.warnings,
    ...limited.flatMap(checkRequests),
    ...warningsOnce(limited, settings),
    ...found.containers.flatMap(checkLimits),
  ];
  return { containers, issues: found.issues, warnings };
}

/** Warnings about the first of the containers for which they hold. */
function warningsOnce(limited: readonly FoundContainer[], { options }: Settings): Issue[] {
  const several = limited.find(({ requests }) => countGpus(requests) > 1);
  const sliced = limited.find((found) => migSliceOf(found) !== undefined);
  const slice = sliced && migSliceOf(sliced);
  return [
    ...(several !== undefined && options.gpuUnit === "replica"
      ? [countIsReplicas(several, countGpus(several.requests))]
      : []),
    ...(sliced !== undefined && slice !== undefined ? [migUnverified(sliced, slice)] : []),
  ];
}

function checkLimits({ container, path, fields, requests }: FoundContainer): Issue[] {
  const count = countGpus(requests);
  // How many devices a resource claim or a placeholder gives is unknown.
  const isKnown = requests.length > 0 && !Number.isNaN(count);
  return checkEnv(container[fields.env], [...path, fields.env], isKnown ? count : undefined);
}
