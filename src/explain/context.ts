import type { GpuContainer } from "../find/gpu-container.ts";
import { type NodeLabels, readNodeLabels } from "../kubernetes/gpu/node-labels.ts";
import { nameOf, objectAt } from "../kubernetes/object-at.ts";
import { invalidOption } from "../options/option.ts";
import { optionsType } from "../options/option-names.ts";
import type { Issue } from "../result/issue.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { unknownKeys } from "../result/unknown-keys.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";
import type { DaemonLimits } from "./effective-limits.ts";

/** A context that was checked, its node read. */
export interface KnownContext {
  readonly nodeName: string | undefined;
  readonly node: NodeLabels | undefined;
  readonly daemon: DaemonLimits | undefined;
  readonly deviceClasses: readonly UnknownObject[] | undefined;
  readonly resourceClaims: readonly UnknownObject[] | undefined;
}

/** What sets up the pipe directory and shared memory of a container: otherwise the pod does. */
export type SetUpBy = "device-plugin" | "gke" | "dra" | "pod" | "unknown";

/** A container, and the objects around it. */
export interface Site extends KnownContext {
  readonly container: GpuContainer;
  /** Whether the pod runs on another node than the one that was passed, which then does not count. */
  readonly isElsewhere: boolean;
  /** The container as written. */
  readonly fields: UnknownObject;
  /** The pod spec that it is in; empty if it is in none. */
  readonly spec: UnknownObject;
  readonly workload: UnknownObject;
}

const KEYS = ["node", "daemon", "deviceClasses", "resourceClaims"];
const DAEMON_KEYS = ["memoryMiB", "threads", "protocol"];

/** Checks an `ExplainContext`. */
export function readContext(context: unknown): Result<KnownContext> {
  if (!isObject(context)) return failure([optionsType(context)]);
  const issues = unknownKeys(context, KEYS, "options/unknown-key", [], "option");
  const { node = undefined, daemon } = context;
  if (node !== undefined && (!isObject(node) || node["items"] !== undefined)) {
    issues.push(invalidOption(["node"], "must be one Node", node, "pass an object of kind Node"));
  }
  const { labels } = objectAt(node, "metadata");
  const known = {
    nodeName: nameOf(node),
    node: isObject(node)
      ? readNodeLabels(labels, objectAt(node, "status")["allocatable"])
      : undefined,
    daemon: daemon === undefined ? undefined : readDaemon(daemon, issues),
    deviceClasses: readObjects(context, "deviceClasses", issues),
    resourceClaims: readObjects(context, "resourceClaims", issues),
  };
  return isNonEmpty(issues) ? failure(issues) : success(known);
}

function readDaemon(daemon: unknown, issues: Issue[]): DaemonLimits {
  const path = ["daemon"];
  if (!isObject(daemon)) {
    issues.push(invalidOption(path, "must be an object", daemon, "write { threads: 50 }"));
    return {};
  }
  issues.push(...unknownKeys(daemon, DAEMON_KEYS, "options/unknown-key", path, "option"));
  const { memoryMiB, threads, protocol } = daemon;
  const check = (name: string, value: unknown, isValid: boolean, message: string): void => {
    if (value !== undefined && !isValid)
      issues.push(invalidOption([...path, name], message, value));
  };
  check("memoryMiB", memoryMiB, isWithin(memoryMiB, 1, 2 ** 53), "must be a number of MiB");
  check("threads", threads, isWithin(threads, 0, 100), "must be a percentage from 0 to 100");
  check("protocol", protocol, protocol === 2 || protocol === 3, "must be 2 or 3");
  return daemon as DaemonLimits;
}

function isWithin(value: unknown, least: number, most: number): boolean {
  return typeof value === "number" && value >= least && value <= most;
}

/** The objects of a list, or of a List. */
function readObjects(
  context: UnknownObject,
  name: string,
  issues: Issue[],
): readonly UnknownObject[] | undefined {
  const value = context[name];
  if (value === undefined) return undefined;
  const items = isObject(value) ? value["items"] : value;
  if (Array.isArray(items)) return items.filter(isObject);
  issues.push(invalidOption([name], "must be a list of objects, or a List", value));
  return undefined;
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
