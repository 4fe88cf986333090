import type { FieldPath } from "../../core/field-path.ts";
import { isObject } from "../../core/is-object.ts";
import type { Position } from "../../core/issue.ts";
import type { ContainerReport, SkipReason } from "../../inject/injection.ts";
import type { CarriedLimits } from "./carried-limits.ts";

/** A container that uses a GPU, and the limits it carries. */
export interface GpuUse {
  readonly position: Position;
  readonly workload: Workload;
  readonly container: string | undefined;
  readonly path: FieldPath;
  readonly resource: string;
  readonly gpus: number;
  readonly limits: Omit<CarriedLimits, "warnings">;
  /** Why it would be passed over, where it would. */
  readonly reason: SkipReason | undefined;
}

/** The object that a container belongs to. */
interface Workload {
  readonly apiVersion: string | undefined;
  readonly kind: string | undefined;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
}

export function gpuUse(
  object: Readonly<Record<string, unknown>>,
  report: ContainerReport,
  { warnings: _, ...limits }: CarriedLimits,
  position: Position,
): GpuUse {
  const { name: container, path, resource, count: gpus, reason } = report;
  // That the config limits nothing is of our own making.
  const passedOver = reason === "limits-nothing" ? undefined : reason;
  const workload = workloadAt(object, path);
  return { position, workload, container, path, resource, gpus, limits, reason: passedOver };
}

/** The innermost object on the way to a container that says its kind: an item rather than its List. */
function workloadAt(root: Readonly<Record<string, unknown>>, path: FieldPath): Workload {
  let owner = root;
  let node: unknown = root;
  for (const step of path) {
    node = (node as Readonly<Record<string | number, unknown>> | undefined)?.[step];
    if (isObject(node) && typeof node["kind"] === "string" && isObject(node["metadata"])) {
      owner = node;
    }
  }
  const { metadata } = owner;
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  const field = (key: string) => (isObject(metadata) ? text(metadata[key]) : undefined);
  return {
    apiVersion: text(owner["apiVersion"]),
    kind: text(owner["kind"]),
    namespace: field("namespace"),
    name: field("name") ?? field("generateName"),
  };
}
