import { newIssue } from "../result/issue.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { unknownKeys } from "../result/unknown-keys.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";
import { unreadable } from "../result/unreadable.ts";
import { type Finding, numbersOf } from "./finding.ts";
import type { Observations } from "./observed/observations.ts";
import { processFindings } from "./process-findings.ts";
import { serverFindings } from "./server-findings.ts";

/** A container and its processes; what `explainLimits` returns, with `pids`, is one. */
export interface ObservedContainer {
  readonly container?: string | undefined;
  /** The limit of each of its processes. */
  readonly memoryMiB?: number | undefined;
  /** Of its processes, as the host numbers them. */
  readonly pids?: readonly number[] | undefined;
}

const KEYS: readonly (keyof Observations)[] = [
  "clients",
  "servers",
  "clientPids",
  "serverStatus",
  "threads",
  "memoryLimit",
  "processes",
  "cards",
  "log",
  "metrics",
];

/**
 * What is wrong, as far as observations show it: processes that do not use MPS, that use more than their
 * limit, servers that failed or are full, clients that were rejected. Each finding names its evidence.
 * If it finds nothing, limits may be ignored all the same.
 *
 * A process is compared with the limit of the container that has its PID, else with the default of the
 * daemon. Issues: `input/type`, `input/unreadable`. Never throws.
 *
 * @example
 * ```ts
 * const limits = unwrap(explainLimits(pod, { node }));
 * const findings = unwrap(diagnose({ processes }, limits.map((one) => ({ ...one, pids }))));
 * ```
 */
export function diagnose(
  observations: Observations,
  workloads: readonly ObservedContainer[] = [],
): Result<readonly Finding[]> {
  try {
    if (!isObject(observations) || !Array.isArray(workloads)) {
      const message = "observations must be an object, and workloads a list";
      return failure([newIssue("input/type", [], message, undefined, observations)]);
    }
    const unknown = unknownKeys(observations, KEYS, "input/type", [], "key");
    if (isNonEmpty(unknown)) return failure(unknown);
    const owners = new Map<unknown, UnknownObject>();
    for (const one of workloads.filter(isObject)) {
      for (const pid of numbersOf(one["pids"])) owners.set(pid, one);
    }
    return success([...processFindings(observations, owners), ...serverFindings(observations)]);
  } catch (error) {
    return unreadable(error);
  }
}
