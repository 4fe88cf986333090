import { formatMemoryLimitMap, type MemoryLimitMap } from "./memory-limit-map.ts";
import type { MpsEntry } from "./mps-entries.ts";
import { CLIENT_PRIORITY } from "./mps-variables.ts";
import type { ParsedLimit } from "./parsed-limit.ts";
import { limitsThreads } from "./thread-limit.ts";

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
  if (!limitsThreads(existing)) return wanted;
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
