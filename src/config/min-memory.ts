import type { Issue } from "../core/issue.ts";
import { newIssue } from "../core/new-issue.ts";
import { floorToMebibytes, MIB } from "../quantity/mebibytes.ts";
import { parseMemory } from "./parse-memory.ts";

/** The least limit taken for one that is meant: 512 MiB, 536870912 bytes. `minMemory` lowers it. */
const DEFAULT_MIN_MEMORY: number = 512 * MIB;

/**
 * The option in bytes, or what is wrong with it. Floored to whole MiB as the limits are, so that
 * `1G` is not below `1G`; a limit of less than one cannot be written for CUDA.
 */
export function readMinMemory(option: unknown): number | Issue {
  if (option === undefined) return DEFAULT_MIN_MEMORY;
  const bytes = parseMemory(option);
  if (typeof option !== "bigint" && typeof bytes === "bigint" && bytes >= BigInt(MIB)) {
    return floorToMebibytes(bytes);
  }
  return newIssue(
    "options/value",
    ["minMemory"],
    "minMemory must be bytes or a Kubernetes quantity, 1Mi or more",
    'write "512Mi", or leave it out for that default',
    option,
  );
}
