import type { UnknownObject } from "../result/unknown-object.ts";
import { isUnresolved } from "../result/unresolved.ts";
import { type MemoryLimitMap, parseMemoryLimitMap } from "./memory-limit-map.ts";
import type { MpsEntry } from "./mps-entries.ts";
import { CLIENT_PRIORITY, PINNED_MEMORY, THREAD_PERCENTAGE } from "./mps-variables.ts";
import { limitsThreads } from "./thread-limit.ts";

/**
 * What the text of a variable means to CUDA: a limit, nothing at all (`"ignored"`), or something that
 * cannot be known or compared from here.
 */
export type ParsedLimit =
  | { readonly memory: MemoryLimitMap }
  | { readonly number: number }
  | "ignored"
  | "incomparable";

/** Reads an item of `env`. */
export function parseEnvItem(item: UnknownObject): ParsedLimit {
  if (item["valueFrom"] !== undefined && item["valueFrom"] !== null) return "incomparable";
  const value = item["value"];
  if (isUnresolved(value)) return "incomparable";
  // Kubernetes rejects a value that is not a string; CUDA sees none.
  if (typeof value !== "string") return "ignored";
  if (value.includes("$(")) return "incomparable";
  return parseLimit(item["name"] as string, value);
}

function parseLimit(name: string, value: string): ParsedLimit {
  if (name === PINNED_MEMORY) {
    const memory = parseMemoryLimitMap(value);
    return typeof memory === "string" ? memory : { memory };
  }
  if (name === CLIENT_PRIORITY) return /^[01]$/.test(value) ? { number: Number(value) } : "ignored";
  // Decimals are undocumented for threads, but reported to work: they are compared, never written.
  const percentage = /^\d{1,9}(?:\.\d{1,9})?$/.test(value) ? Number(value) : Number.NaN;
  return percentage <= 100 ? { number: percentage } : "ignored";
}

/** Whether an existing limit and one to be written mean the same to CUDA. */
export function isSameLimit(existing: ParsedLimit, entry: MpsEntry): boolean {
  if (typeof existing === "string") return false;
  if ("number" in existing) return isSameNumber(existing.number, entry);
  const { memory } = entry;
  if (memory === undefined || memory.size !== existing.memory.size) return false;
  return [...memory].every(([device, mebibytes]) => existing.memory.get(device) === mebibytes);
}

/** Percentages that set no limit mean the same. */
function isSameNumber(existing: number, { name, value }: MpsEntry): boolean {
  const wanted = Number(value);
  if (existing === wanted) return true;
  return name === THREAD_PERCENTAGE && !limitsThreads(existing) && !limitsThreads(wanted);
}
