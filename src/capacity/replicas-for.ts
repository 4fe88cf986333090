import { checkConfig } from "../limits/check-config.ts";
import { largestLimit } from "../limits/largest-limit.ts";
import type { MpsConfigInput } from "../limits/mps-config.ts";
import { DEFAULT_MIN_MEMORY } from "../options/min-memory.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { unreadable } from "../result/unreadable.ts";
import { MAX_CLIENTS } from "./gpu-node.ts";
import { MAX_MIB, MAX_PARTS, readFields } from "./read-fields.ts";

/** How the device plugin divides a card. */
export interface Replicas {
  readonly replicas: number;
  /** The memory that each client gets, in MiB. */
  readonly shareMiB: number;
  /** The percentage of threads that each client gets. */
  readonly threads: number;
  /** What none of them gets, in MiB. */
  readonly wasteMiB: number;
}

/**
 * The most replicas with which NVIDIA's device plugin gives each client the memory that a config asks for:
 * it divides a card into equal shares, memory down to a whole MiB and threads down to a whole percent.
 * Source: https://github.com/NVIDIA/k8s-device-plugin/blob/v0.20.0/cmd/mps-control-daemon/mps/daemon.go
 *
 * Issues: those of `validateMpsConfig`, `capacity/no-limit`, `capacity/too-large`, `capacity/value`,
 * `capacity/unknown-key`. Warnings: `capacity/one-replica`, `capacity/fewer-threads`. Never throws.
 *
 * @param gpu - one card, in MiB; `maxClients` is 48 by default
 *
 * @example
 * ```ts
 * unwrap(replicasFor({ pinnedDeviceMemoryLimit: "4Gi" }, { memoryMiB: 46068 }));
 * // { replicas: 11, shareMiB: 4188, threads: 9, wasteMiB: 0 }
 * ```
 */
export function replicasFor(
  config: MpsConfigInput,
  gpu: { readonly memoryMiB: number; readonly maxClients?: number | undefined },
): Result<Replicas> {
  try {
    const rules = { memoryMiB: [1, MAX_MIB], maxClients: [1, MAX_PARTS, undefined] } as const;
    const issues: Issue[] = [];
    const { memoryMiB, maxClients = MAX_CLIENTS } = readFields<typeof gpu>(
      gpu,
      rules,
      ["gpu"],
      issues,
    );
    const checked = checkConfig(config, DEFAULT_MIN_MEMORY);
    const warnings = checked.warnings.map(inConfig);
    if (!checked.ok) issues.push(...checked.issues.map(inConfig));
    if (!checked.ok || isNonEmpty(issues)) return failure(issues as [Issue, ...Issue[]], warnings);
    const { activeThreadPercentage = 0 } = checked.value.config;
    const asked = largestLimit(checked.value.config);
    if (asked === undefined) return fails("capacity/no-limit", "has no memory limit", warnings);
    if (asked > memoryMiB)
      return fails("capacity/too-large", "is more than the card has", warnings);
    const replicas = Math.min(Math.floor(memoryMiB / asked), maxClients);
    const shareMiB = Math.floor(memoryMiB / replicas);
    const threads = Math.floor(100 / replicas);
    if (replicas === 1) {
      const message = "the card cannot be shared: the device plugin wants 2 replicas or more";
      warnings.push(newIssue("capacity/one-replica", ["config"], message));
    }
    if (activeThreadPercentage > threads) {
      const path = ["config", "activeThreadPercentage"];
      const message = `each of ${replicas} replicas gets ${threads} % of the threads at most`;
      warnings.push(newIssue("capacity/fewer-threads", path, message));
    }
    const wasteMiB = memoryMiB - replicas * shareMiB;
    return success({ replicas, shareMiB, threads, wasteMiB }, warnings);
  } catch (error) {
    return unreadable(error);
  }
}

function inConfig(issue: Issue): Issue {
  return { ...issue, path: ["config", ...issue.path] };
}

function fails(code: Issue["code"], message: string, warnings: readonly Issue[]): Result<never> {
  const issue = newIssue(code, ["config", "pinnedDeviceMemoryLimit"], `the config ${message}`);
  return failure([issue], warnings);
}
