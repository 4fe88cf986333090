import type { UnknownObject } from "../result/unknown-object.ts";
import { isUnresolved } from "../result/unresolved.ts";
import {
  formatMemoryLimitMap,
  type MemoryLimitMap,
  parseMemoryLimitMap,
} from "./memory-limit-map.ts";
import type { MpsEntry } from "./mps-entries.ts";
import { CLIENT_PRIORITY, PINNED_MEMORY } from "./mps-variables.ts";

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
  if ("number" in existing) return meaningOf(existing.number) === meaningOf(Number(entry.value));
  const { memory } = entry;
  if (memory === undefined || memory.size !== existing.memory.size) return false;
  return [...memory].every(([device, mebibytes]) => existing.memory.get(device) === mebibytes);
}

/** 0 and 100 percent both set no limit; a priority is never 100. */
function meaningOf(number: number): number {
  return number === 100 ? 0 : number;
}

/** Which devices a container may see. */
export interface Devices {
  /** It certainly sees the ordinals below this. */
  readonly guaranteed: number;
  /** It certainly does not see the ordinals from this on. */
  readonly requested: number;
}

/**
 * The stricter of an existing limit and one to be written: per device the smaller memory, the smaller
 * percentage (0 and 100 set no limit), the larger priority number. What CUDA ignores is no limit, and a
 * memory limit that names a device beyond all those requested is ignored as a whole.
 */
export function stricterLimit(existing: ParsedLimit, entry: MpsEntry, devices: Devices): MpsEntry {
  if (typeof existing === "string") return entry;
  if (entry.memory !== undefined) {
    if (!("memory" in existing)) return entry;
    const memory = stricterMemory(existing.memory, entry.memory, devices);
    return { ...entry, value: formatMemoryLimitMap(memory), memory };
  }
  if (!("number" in existing)) return entry;
  const wanted = Number(entry.value);
  if (entry.name === CLIENT_PRIORITY) {
    return { ...entry, value: String(Math.max(existing.number, wanted)) };
  }
  return { ...entry, value: String(stricterPercentage(existing.number, wanted)) };
}

/** Whole, as CUDA documents it, unless that would be 0, which sets no limit: then it stays as written. */
function stricterPercentage(existing: number, wanted: number): number {
  if (existing === 0) return wanted;
  return Math.min(existing < 1 ? existing : Math.floor(existing), wanted);
}

function stricterMemory(
  existing: MemoryLimitMap,
  wanted: MemoryLimitMap,
  devices: Devices,
): MemoryLimitMap {
  const limits = new Map(wanted);
  if (namesInvisibleDevice(existing, devices)) return limits;
  for (const [device, mebibytes] of existing) {
    if (device >= devices.guaranteed) continue;
    limits.set(device, Math.min(mebibytes, limits.get(device) ?? mebibytes));
  }
  return limits;
}

/**
 * A device of an existing limit that may or may not be visible: kept, it may void every limit; dropped,
 * it may lose one.
 */
export function uncertainDevice(existing: ParsedLimit, devices: Devices): number | undefined {
  if (typeof existing === "string" || !("memory" in existing)) return undefined;
  if (namesInvisibleDevice(existing.memory, devices)) return undefined;
  return [...existing.memory.keys()].find((device) => device >= devices.guaranteed);
}

function namesInvisibleDevice(limits: MemoryLimitMap, { requested }: Devices): boolean {
  return [...limits.keys()].some((device) => device >= requested);
}
