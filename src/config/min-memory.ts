import type { Issue } from "../core/issue.ts";
import { received } from "../core/received.ts";
import { MIB } from "../quantity/mebibytes.ts";
import { parseMemory } from "./parse-memory.ts";

/** The order's own floor: 512 MiB, 536870912 bytes. */
export const DEFAULT_MIN_MEMORY: number = 512 * MIB;

/** The option in bytes, or what is wrong with it: a limit below 1 MiB cannot be written for CUDA. */
export function readMinMemory(option: unknown): number | Issue {
  if (option === undefined) return DEFAULT_MIN_MEMORY;
  const bytes = typeof option === "bigint" ? "memory/type" : parseMemory(option);
  if (typeof bytes === "bigint" && bytes >= BigInt(MIB)) return Number(bytes);
  return {
    code: "options/value",
    path: ["minMemory"],
    message: "minMemory must be bytes or a Kubernetes quantity, 1Mi or more",
    hint: 'write "512Mi", or leave it out for that default',
    received: received(option),
  };
}
