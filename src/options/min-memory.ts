import { floorToMebibytes, MIB } from "../kubernetes/quantity/mebibytes.ts";
import { parseMemory } from "../kubernetes/quantity/parse-memory.ts";
import type { FieldPath } from "../result/field-path.ts";
import type { Issue } from "../result/issue.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { unknownKeys } from "../result/unknown-keys.ts";
import { isObject } from "../result/unknown-object.ts";
import { invalidOption } from "./option.ts";
import { OPTION_NAMES, optionsType } from "./option-names.ts";

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

/** The option `minMemory` of options of which the others do not matter. */
export function minMemoryOf(options: unknown): Result<number> {
  if (options === undefined) return success(DEFAULT_MIN_MEMORY);
  if (!isObject(options)) return failure([optionsType(options)]);
  const issues = unknownKeys(options, OPTION_NAMES, "options/unknown-key", [], "option");
  const minMemory = readMinMemory(options["minMemory"], ["minMemory"], issues);
  return isNonEmpty(issues) ? failure(issues) : success(minMemory);
}
