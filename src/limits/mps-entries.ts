import { MIB } from "../kubernetes/quantity/mebibytes.ts";
import { formatMemoryLimitMap, type MemoryLimitMap } from "./memory-limit-map.ts";
import type { MpsConfig } from "./mps-config.ts";
import {
  CLIENT_PRIORITY,
  type MpsVariable,
  PINNED_MEMORY,
  THREAD_PERCENTAGE,
} from "./mps-variables.ts";
import { ALL_THREADS, limitsThreads } from "./thread-limit.ts";

/** One variable to write: its text, and what it means, to be compared with an existing value. */
export interface MpsEntry {
  readonly name: MpsVariable;
  readonly value: string;
  readonly memory?: MemoryLimitMap;
}

/**
 * The variables of a config on a number of devices, in the order in which they are written. Ordinals
 * from `devices` on are omitted: naming a GPU that is not visible makes CUDA drop every limit, so the
 * caller reports those ({@link invisibleLimits}).
 */
export function mpsEntries(config: MpsConfig, devices: number): readonly MpsEntry[] {
  const entries: MpsEntry[] = [];
  const memory = memoryByDevice(config, devices);
  if (memory.size > 0) {
    entries.push({ name: PINNED_MEMORY, value: formatMemoryLimitMap(memory), memory });
  }
  const threads = config.activeThreadPercentage;
  if (limitsThreads(threads)) entries.push({ name: THREAD_PERCENTAGE, value: String(threads) });
  if (config.clientPriority !== undefined) {
    entries.push({ name: CLIENT_PRIORITY, value: String(config.clientPriority) });
  }
  return entries;
}

/**
 * What takes the place of an existing limit on threads if a config sets 0 or 100: 100, the default that
 * CUDA documents. It is not written where there is none.
 */
export const NO_THREAD_LIMIT: MpsEntry = { name: THREAD_PERCENTAGE, value: String(ALL_THREADS) };

function memoryByDevice(config: MpsConfig, devices: number): MemoryLimitMap {
  const limits = new Map<number, number>();
  const everywhere = config.pinnedDeviceMemoryLimit;
  for (let device = 0; everywhere !== undefined && device < devices; device++) {
    limits.set(device, everywhere / MIB);
  }
  for (const [ordinal, bytes] of Object.entries(config.perDevicePinnedMemoryLimit ?? {})) {
    if (Number(ordinal) < devices) limits.set(Number(ordinal), bytes / MIB);
  }
  return limits;
}

/** The limits, by ordinal, that a config sets for devices beyond those there are. */
export function invisibleLimits(config: MpsConfig, devices: number): [string, number][] {
  return Object.entries(config.perDevicePinnedMemoryLimit ?? {}).filter(
    ([ordinal]) => Number(ordinal) >= devices,
  );
}
