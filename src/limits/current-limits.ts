import { MIB } from "../kubernetes/quantity/mebibytes.ts";
import type { FieldPath } from "../result/field-path.ts";
import { received } from "../result/received.ts";
import { lastItem } from "./last-item.ts";
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
  const last = lastItem(items, name);
  if (last === undefined) return { state: "unset" };
  const { item, index } = last;
  const limit = parseEnvItem(item);
  const at = [...path, index];
  if (typeof limit === "object") {
    return { state: "set", value: read(limit), text: item["value"] as string, path: at };
  }
  const state = limit === "ignored" ? limit : "unknown";
  return { state, received: received(item["valueFrom"] ?? item["value"] ?? ""), path: at };
}

function memoryOf(limit: Limit): Readonly<Record<string, number>> {
  const entries = "memory" in limit ? [...limit.memory] : [];
  return Object.fromEntries(entries.map(([device, mebibytes]) => [device, mebibytes * MIB]));
}

function numberOf(limit: Limit): number {
  return "number" in limit ? limit.number : 0;
}
