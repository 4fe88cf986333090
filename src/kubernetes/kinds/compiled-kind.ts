import { NONE } from "../../result/none.ts";
import { parseKindPath, type Step } from "./kind-path.ts";
import type { ContainerLocation, WorkloadKind } from "./workload-kind.ts";

/** The names of a container's fields, which objects like a container may have their own for. */
export interface ContainerFields {
  readonly env: string;
  readonly resources: string;
  readonly gpuResources: readonly string[];
  /** The field `{ name, quantity }` that takes the place of resources, if there is one. */
  readonly gpu: string | undefined;
}

/** Those of a container in a pod spec. */
export const CONTAINER_FIELDS: ContainerFields = {
  env: "env",
  resources: "resources",
  gpuResources: NONE,
  gpu: undefined,
};

/** Where nearly every kind that makes pods has its pod spec. */
export const POD_TEMPLATE: readonly string[] = /* @__PURE__ */ Object.freeze([
  "spec",
  "template",
  "spec",
]);

/** Where something is in an object: its steps, and the whole path if no step is a wildcard. */
export interface Target {
  readonly steps: readonly Step[];
  readonly fixed: readonly string[] | undefined;
}

export interface ContainerTarget extends Target {
  readonly fields: ContainerFields;
}

/** A row of the table of kinds, with its paths parsed. */
export interface CompiledKind {
  readonly group: string;
  /** The field that everything else is below, such as `spec`. */
  readonly root: string | undefined;
  readonly pods: readonly Target[];
  readonly containers: readonly ContainerTarget[];
  readonly objects: readonly Target[];
  readonly opaque: readonly Target[];
  readonly skip: "managed" | "not-a-workload" | undefined;
}

/** Compiles a row whose paths have been checked, or are our own. */
export function compileKind(row: WorkloadKind): CompiledKind {
  const pods = (row.pods ?? NONE).map(target);
  const containers = (row.containers ?? NONE).map(containerTarget);
  const objects = (row.objects ?? NONE).map(target);
  const opaque = (row.opaque ?? NONE).map(target);
  const roots = new Set(
    [...pods, ...containers, ...objects, ...opaque].map(({ steps }) => steps[0]),
  );
  const [root] = roots;
  return {
    group: row.group,
    root: roots.size === 1 && typeof root === "string" ? root : undefined,
    pods,
    containers,
    objects,
    opaque,
    skip: row.skip,
  };
}

function target(path: string): Target {
  const steps = parseKindPath(path);
  if (path === POD_TEMPLATE.join(".")) return { steps, fixed: POD_TEMPLATE };
  const keys = steps.filter((step) => typeof step === "string");
  return { steps, fixed: keys.length === steps.length ? Object.freeze(keys) : undefined };
}

function containerTarget(location: string | ContainerLocation): ContainerTarget {
  if (typeof location === "string") return { ...target(location), fields: CONTAINER_FIELDS };
  return {
    ...target(location.path),
    fields: {
      env: location.env ?? CONTAINER_FIELDS.env,
      resources: location.resources ?? CONTAINER_FIELDS.resources,
      gpuResources: location.gpuResources ?? NONE,
      gpu: location.gpu,
    },
  };
}
