import { DEFAULT_GPU_RESOURCES } from "../kubernetes/gpu/gpu-resource-names.ts";
import { lastIndex, lastItem } from "../limits/last-item.ts";
import { RUNTIME_DEVICES } from "../limits/mps-variables.ts";
import { didYouMean } from "../result/did-you-mean.ts";
import type { FieldPath } from "../result/field-path.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import type { UnknownObject } from "../result/unknown-object.ts";

/** A warning for a GPU resource that is not on the list of them. */
export function unlistedResource(path: FieldPath, resource: string, quantity: unknown): Issue {
  const meant = didYouMean(resource, DEFAULT_GPU_RESOURCES);
  const issue = newIssue(
    "gpu/unlisted-resource",
    path,
    `${resource} looks like a GPU, but is not one of gpuResources: no limits are written`,
    meant === undefined ? "add it to gpuResources" : `did you mean ${meant}?`,
    quantity,
  );
  return meant === undefined ? issue : { ...issue, suggestion: { key: meant } };
}

/** What `NVIDIA_VISIBLE_DEVICES` says of a container that is to see no GPU. */
const NO_DEVICES: readonly unknown[] = ["", "none", "void"];

/** The index in `env` of what tells the container runtime to give a container GPUs; -1 if nothing does. */
export function indexOfGivenDevices(env: readonly unknown[]): number {
  const index = lastIndex(env, RUNTIME_DEVICES);
  if (index === -1) return -1;
  const { value } = env[index] as UnknownObject;
  return typeof value !== "string" || NO_DEVICES.includes(value) ? -1 : index;
}

/** A warning for a container that is given GPUs which it does not request. */
export function unrequestedDevices(path: FieldPath, env: readonly unknown[]): Issue {
  return newIssue(
    "gpu/unrequested",
    path,
    `${RUNTIME_DEVICES} gives this container GPUs that it does not request: no limits are written`,
    'request nvidia.com/gpu, or set it to "void"',
    lastItem(env, RUNTIME_DEVICES)?.item["value"],
  );
}

/** A warning for a variable that is nearly ours: CUDA ignores it. */
export function misspelledVariable(path: FieldPath, name: string, meant: string): Issue {
  return {
    ...newIssue(
      "env/misspelled",
      path,
      `${name} is not a variable of MPS`,
      `did you mean ${meant}?`,
      name,
    ),
    suggestion: { value: meant },
  };
}
