import { NONE } from "../core/none.ts";
import type { Carrier, ContainerPlace } from "./carrier.ts";
import { parseCarrierPath, type Step } from "./carrier-path.ts";

/** How something like a container calls a container's fields. */
export interface ContainerShape {
  readonly env: string;
  readonly resources: string;
  readonly gpuResources: readonly string[];
  /** The field `{ name, quantity }` that stands in for resources, if there is one. */
  readonly gpu: string | undefined;
}

/** A container as Kubernetes has it. */
export const CONTAINER_SHAPE: ContainerShape = {
  env: "env",
  resources: "resources",
  gpuResources: NONE,
  gpu: undefined,
};

/** Where nearly everything that makes pods has its pod spec. */
export const POD_TEMPLATE: readonly string[] = /* @__PURE__ */ Object.freeze([
  "spec",
  "template",
  "spec",
]);

/** Where something lies in an object: its steps, and the whole path where no step is a wildcard. */
export interface Target {
  readonly steps: readonly Step[];
  readonly fixed: readonly string[] | undefined;
}

export interface ContainerTarget extends Target {
  readonly shape: ContainerShape;
}

/** A row of the table, ready to be walked. */
export interface CompiledCarrier {
  readonly group: string;
  /** The field that everything in it lies below, such as `spec`. */
  readonly root: string | undefined;
  readonly pods: readonly Target[];
  readonly containers: readonly ContainerTarget[];
  readonly objects: readonly Target[];
  readonly leaveAlone: "managed" | "not-a-workload" | undefined;
}

/** The row, compiled; its paths have been found good before, or are our own. */
export function compileCarrier(row: Carrier): CompiledCarrier {
  const pods = (row.pods ?? NONE).map(target);
  const containers = (row.containers ?? NONE).map(containerTarget);
  const objects = (row.objects ?? NONE).map(target);
  const roots = new Set([...pods, ...containers, ...objects].map(({ steps }) => steps[0]));
  const [root] = roots;
  return {
    group: row.group,
    root: roots.size === 1 && typeof root === "string" ? root : undefined,
    pods,
    containers,
    objects,
    leaveAlone: row.leaveAlone,
  };
}

function target(path: string): Target {
  const steps = parseCarrierPath(path);
  if (path === POD_TEMPLATE.join(".")) return { steps, fixed: POD_TEMPLATE };
  const keys = steps.filter((step) => typeof step === "string");
  return { steps, fixed: keys.length === steps.length ? Object.freeze(keys) : undefined };
}

function containerTarget(place: string | ContainerPlace): ContainerTarget {
  if (typeof place === "string") return { ...target(place), shape: CONTAINER_SHAPE };
  return {
    ...target(place.path),
    shape: {
      env: place.env ?? CONTAINER_SHAPE.env,
      resources: place.resources ?? CONTAINER_SHAPE.resources,
      gpuResources: place.gpuResources ?? NONE,
      gpu: place.gpu,
    },
  };
}
