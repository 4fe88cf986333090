import { readGpuQuantity } from "../kubernetes/gpu/gpu-quantity.ts";
import { DEFAULT_GPU_RESOURCES, GpuResourceNames } from "../kubernetes/gpu/gpu-resource-names.ts";
import { checkKind } from "../kubernetes/kinds/check-kind.ts";
import { isIndexed } from "../kubernetes/kinds/kind-index.ts";
import type { WorkloadKind } from "../kubernetes/kinds/workload-kind.ts";
import type { FieldPath } from "../result/field-path.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { NONE } from "../result/none.ts";
import { unknownKeys } from "../result/unknown-keys.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";
import type { CompiledOptions, InjectOptions, OptOut } from "./inject-options.ts";
import { DEFAULT_MIN_MEMORY, readMinMemory } from "./min-memory.ts";
import { invalidOption, type OptionFlag, type OptionTable } from "./option.ts";

/** Every option of the core: how it is checked, and its default. */
export const CORE_OPTIONS: OptionTable<CompiledOptions> = {
  gpuResources: { default: DEFAULT_GPU_RESOURCES, read: readGpuResources },
  kinds: { default: NONE, read: readKinds },
  unknownKinds: { choices: ["warn", "inject", "skip", "error"] },
  onConflict: { choices: ["override", "keep", "error", "tighten"] },
  missingConfig: { choices: ["error", "skip"] },
  gpuUnit: { choices: ["replica", "device"] },
  resourceLimits: { default: {}, read: readResourceLimits },
  optOut: { default: {}, read: readOptOut },
  as: { default: undefined, read: readAs },
  namespace: { default: undefined, read: readNamespace },
  minMemory: { default: DEFAULT_MIN_MEMORY, read: readMinMemory },
};

/** The same options as flags and rows of the documentation. Bundles that show neither drop this. */
export const CORE_FLAGS: Readonly<Record<keyof InjectOptions, readonly OptionFlag[]>> = {
  gpuResources: [
    {
      name: "gpu-resource",
      value: "NAME",
      repeats: true,
      about: "resource name of a GPU; may end in *",
    },
  ],
  kinds: [{ name: "kinds", value: "FILE", about: "CRDs, or rows, of more kinds" }],
  unknownKinds: [{ name: "unknown-kinds", value: "POLICY", about: "objects of unknown kinds" }],
  onConflict: [{ name: "on-conflict", value: "POLICY", about: "existing variables" }],
  missingConfig: [
    { name: "missing-config", value: "POLICY", about: "GPU containers without a config" },
  ],
  gpuUnit: [{ name: "gpu-unit", value: "UNIT", about: "what one nvidia.com/gpu is" }],
  resourceLimits: [
    {
      name: "resource-limit",
      value: "NAME=N",
      repeats: true,
      about: "extended resource to add to GPU containers",
    },
  ],
  optOut: [
    { name: "opt-out-label", value: "NAME", about: 'skip objects with this label set to "true"' },
    {
      name: "opt-out-annotation",
      value: "NAME",
      about: 'skip objects with this annotation set to "true"',
    },
  ],
  as: [],
  namespace: [{ name: "namespace", value: "NAME", about: "namespace of objects without one" }],
  minMemory: [{ name: "min-memory", value: "512Mi", about: "smallest valid memory limit" }],
};

/** A resource name as Kubernetes wants extended ones: `domain/name`. */
const RESOURCE_NAME = /^[a-z0-9][a-z0-9.-]*\/[A-Za-z0-9][\w.-]*$/;
const RESOURCE_PATTERN = /^[\w./-]+\*?$/;

function readGpuResources(value: unknown, path: FieldPath, issues: Issue[]): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) {
    const message = "must be a list of resource names";
    issues.push(invalidOption(path, message, value, 'write ["nvidia.com/gpu"]'));
    return DEFAULT_GPU_RESOURCES;
  }
  const names = value.filter((name, index): name is string => {
    if (typeof name === "string" && RESOURCE_PATTERN.test(name)) return true;
    const message = "must be a resource name, with a * only at its end";
    issues.push(invalidOption([...path, index], message, name, 'write "nvidia.com/mig-*"'));
    return false;
  });
  return Object.freeze(names);
}

function readKinds(value: unknown, path: FieldPath, issues: Issue[]): readonly WorkloadKind[] {
  if (Object.isFrozen(value) && isIndexed(value as WorkloadKind[])) return value as WorkloadKind[];
  const found = Array.isArray(value)
    ? value.flatMap((row, index) => checkKind(row, [...path, index]))
    : [newIssue("options/kind", path, "must be a list of rows", undefined, value)];
  issues.push(...found);
  return found.length === 0 ? Object.freeze([...(value as WorkloadKind[])]) : NONE;
}

function readResourceLimits(
  value: unknown,
  path: FieldPath,
  issues: Issue[],
  { gpuResources }: UnknownObject,
): Readonly<Record<string, number | string>> {
  if (!isObject(value)) {
    const message = "must be an object from resource name to quantity";
    issues.push(invalidOption(path, message, value));
    return {};
  }
  const gpuNames = new GpuResourceNames(gpuResources as readonly string[]);
  for (const [name, quantity] of Object.entries(value)) {
    const at = [...path, name];
    if (!RESOURCE_NAME.test(name)) {
      const hint = 'write "example.com/gpu-memory"';
      issues.push(invalidOption(at, "must be an extended resource, named domain/name", name, hint));
    } else if (gpuNames.has(name)) {
      const hint = "leave it to the workload to request GPUs";
      issues.push(invalidOption(at, "must not be a GPU resource", name, hint));
    }
    if (!isWholeQuantity(quantity)) {
      const hint = "write a whole number: Kubernetes rejects others for extended resources";
      issues.push(invalidOption(at, "must be a whole number", quantity, hint));
    }
  }
  return Object.freeze({ ...(value as Record<string, number | string>) });
}

/** It is written as it is, so whitespace around it, which is accepted elsewhere, is not. */
function isWholeQuantity(quantity: unknown): boolean {
  if (typeof quantity === "string" && quantity !== quantity.trim()) return false;
  return quantity != null && !Number.isNaN(readGpuQuantity(quantity));
}

const KIND_KEYS = ["apiVersion", "kind"] as const;

function readAs(value: unknown, path: FieldPath, issues: Issue[]): CompiledOptions["as"] {
  if (!isObject(value)) {
    const hint = 'write { apiVersion: "apps/v1", kind: "Deployment" }';
    issues.push(invalidOption(path, "must be an object", value, hint));
    return undefined;
  }
  issues.push(...unknownKeys(value, KIND_KEYS, "options/unknown-key", path, "option"));
  for (const key of KIND_KEYS) {
    if (typeof value[key] === "string" && value[key] !== "") continue;
    issues.push(invalidOption([...path, key], "must be a non-empty string", value[key]));
  }
  return Object.freeze({ ...(value as { apiVersion: string; kind: string }) });
}

function readNamespace(value: unknown, path: FieldPath, issues: Issue[]): string {
  if (typeof value !== "string" || value === "") {
    issues.push(invalidOption(path, "must be a non-empty string", value, 'write "default"'));
  }
  return value as string;
}

const OPT_OUT_KEYS = ["label", "annotation"] as const;

function readOptOut(value: unknown, path: FieldPath, issues: Issue[]): OptOut {
  if (!isObject(value)) {
    const hint = 'write { label: "example.com/no-mps" }';
    issues.push(invalidOption(path, "must be an object", value, hint));
    return {};
  }
  const optOut: OptOut = { ...value };
  issues.push(...unknownKeys({ ...value }, OPT_OUT_KEYS, "options/unknown-key", path, "option"));
  for (const key of OPT_OUT_KEYS) {
    const name: unknown = optOut[key];
    if (name === undefined || (typeof name === "string" && name !== "")) continue;
    issues.push(invalidOption([...path, key], "must be a non-empty string", name));
  }
  return Object.freeze(optOut);
}
