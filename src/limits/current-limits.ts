import { MIB } from "../kubernetes/quantity/mebibytes.ts";
import type { FieldPath } from "../result/field-path.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { received } from "../result/received.ts";
import { isObject } from "../result/unknown-object.ts";
import {
  CLIENT_PRIORITY,
  type MpsVariable,
  PINNED_MEMORY,
  THREAD_PERCENTAGE,
} from "./mps-variables.ts";
import { type ParsedLimit, parseEnvItem } from "./parsed-limit.ts";

/** A limit that a container has now, as CUDA reads it. */
export type CurrentLimit<V> =
  | { readonly state: "unset" }
  | {
      readonly state: "set";
      readonly value: V;
      /** As written. */
      readonly text: string;
      readonly path: FieldPath;
    }
  | {
      /**
       * CUDA silently ignores the value; or it is unknown, since Kubernetes supplies it (`valueFrom`,
       * `$(VAR)`) or it names devices by UUID.
       */
      readonly state: "ignored" | "unknown";
      /** As written, JSON-like, at most 80 characters. */
      readonly received: string;
      readonly path: FieldPath;
    };

/** The limits that a container has now. */
export interface CurrentLimits {
  /** Bytes by device ordinal. */
  readonly memory: CurrentLimit<Readonly<Record<string, number>>>;
  /** A percentage; 0 and 100 set no limit. */
  readonly threads: CurrentLimit<number>;
  /** 0 is normal, 1 below normal. */
  readonly clientPriority: CurrentLimit<number>;
}

/**
 * Reads the limits in a container's `env`.
 *
 * @param path - of the `env`
 */
export function readCurrentLimits(env: unknown, path: FieldPath): CurrentLimits {
  const items: readonly unknown[] = Array.isArray(env) ? env : [];
  return {
    memory: readVariable(items, PINNED_MEMORY, path, memoryOf),
    threads: readVariable(items, THREAD_PERCENTAGE, path, numberOf),
    clientPriority: readVariable(items, CLIENT_PRIORITY, path, numberOf),
  };
}

type Limit = Exclude<ParsedLimit, string>;

function readVariable<V>(
  items: readonly unknown[],
  name: MpsVariable,
  path: FieldPath,
  read: (limit: Limit) => V,
): CurrentLimit<V> {
  // Of entries with one name Kubernetes takes the last.
  const index = items.map((item) => isObject(item) && item["name"] === name).lastIndexOf(true);
  const item = items[index];
  if (!isObject(item)) return { state: "unset" };
  const limit = parseEnvItem(item);
  const at = [...path, index];
  if (typeof limit === "object") {
    return { state: "set", value: read(limit), text: item["value"] as string, path: at };
  }
  const state = limit === "ignored" ? limit : "unknown";
  return { state, received: received(item["valueFrom"] ?? item["value"]), path: at };
}

function memoryOf(limit: Limit): Readonly<Record<string, number>> {
  const entries = "memory" in limit ? [...limit.memory] : [];
  return Object.fromEntries(entries.map(([device, mebibytes]) => [device, mebibytes * MIB]));
}

function numberOf(limit: Limit): number {
  return "number" in limit ? limit.number : 0;
}

/** A value that each variable may have. */
const EXAMPLES = [
  ["memory", PINNED_MEMORY, '"0=4096M"'],
  ["threads", THREAD_PERCENTAGE, '"50"'],
  ["clientPriority", CLIENT_PRIORITY, '"1"'],
] as const;

/**
 * Warns of limits that do not hold: CUDA ignores them as written, or they name a device that the
 * container does not see.
 *
 * @param count - how many GPUs the container requests, if that is known
 */
export function checkCurrentLimits(limits: CurrentLimits, count: number | undefined): Issue[] {
  const ignored = EXAMPLES.flatMap(([field, name, example]): Issue[] => {
    const limit = limits[field];
    if (limit.state !== "ignored") return [];
    const message = `CUDA silently ignores this value of ${name}`;
    const hint = `write a value such as ${example}, or let inject write it`;
    return [
      { code: "env/ignored-by-cuda", path: limit.path, message, hint, received: limit.received },
    ];
  });
  const device = invisibleDevice(limits, count);
  if (device === undefined || limits.memory.state !== "set") return ignored;
  const { path, text } = limits.memory;
  const message = `device ${device} is named, but the container requests ${count}: CUDA drops every limit`;
  const hint = "name device 0 only, or let inject write it";
  return [...ignored, newIssue("device/out-of-range", path, message, hint, text)];
}

/** A device that the memory limit names and the container does not see. */
function invisibleDevice(
  { memory }: CurrentLimits,
  count: number | undefined,
): string | undefined {
  if (memory.state !== "set" || count === undefined) return undefined;
  return Object.keys(memory.value).find((device) => Number(device) >= count);
}
