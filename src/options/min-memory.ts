import { floorToMebibytes, MIB } from "../kubernetes/quantity/mebibytes.ts";
import { parseMemory } from "../kubernetes/quantity/parse-memory.ts";
import type { FieldPath } from "../result/field-path.ts";
import type { Issue } from "../result/issue.ts";
import { invalidOption } from "./option.ts";

/** 512 MiB, 536870912 bytes: the rule of the system that this library was ordered for. */
export const DEFAULT_MIN_MEMORY: number = 512 * MIB;

/**
 * Reads the option `minMemory`, in bytes. Rounded down to whole MiB as the limits are, so that `1G` is
 * not below `1G`; a limit of less than 1 MiB cannot be written for CUDA.
 */
export function readMinMemory(value: unknown, path: FieldPath, issues: Issue[]): number {
  if (value === undefined) return DEFAULT_MIN_MEMORY;
  const bytes = parseMemory(value);
  if (typeof value !== "bigint" && typeof bytes === "bigint" && bytes >= BigInt(MIB)) {
    return floorToMebibytes(bytes);
  }
  const message = "must be bytes or a Kubernetes quantity, 1Mi or more";
  issues.push(invalidOption(path, message, value, 'write "512Mi", or omit it for that default'));
  return DEFAULT_MIN_MEMORY;
}
