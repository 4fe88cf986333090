import {
  CLIENT_PRIORITY,
  type MpsVariable,
  PINNED_MEMORY,
  THREAD_PERCENTAGE,
} from "../mps/env-names.ts";
import { formatMemoryLimitMap, type MemoryLimitMap } from "../mps/memory-limit-map.ts";
import { MIB } from "../quantity/mebibytes.ts";
import type { MpsConfig } from "./mps-config.ts";

/** One variable to write: its text, and what it means, to be held against what is there. */
export interface MpsEntry {
  readonly name: MpsVariable;
  readonly value: string;
  readonly memory?: MemoryLimitMap;
}

/**
 * What a config comes to on a number of devices, in the order in which it is written. An ordinal
 * from `devices` on is left out: naming a GPU that is not visible makes CUDA drop every limit, so
 * the caller reports those ({@link invisibleLimits}).
 */
export function mpsEntries(config: MpsConfig, devices: number): readonly MpsEntry[] {
  const entries: MpsEntry[] = [];
  const memory = memoryByDevice(config, devices);
  if (memory.size > 0) {
    entries.push({ name: PINNED_MEMORY, value: formatMemoryLimitMap(memory), memory });
  }
  const threads = config.activeThreadPercentage ?? 0;
  if (threads > 0) entries.push({ name: THREAD_PERCENTAGE, value: String(threads) });
  if (config.clientPriority !== undefined) {
    entries.push({ name: CLIENT_PRIORITY, value: String(config.clientPriority) });
  }
  return entries;
}

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

/** The limits, by ordinal, that a config sets beyond the devices there are. */
export function invisibleLimits(config: MpsConfig, devices: number): [string, number][] {
  return Object.entries(config.perDevicePinnedMemoryLimit ?? {}).filter(
    ([ordinal]) => Number(ordinal) >= devices,
  );
}

/** Whether a config sets neither memory nor threads: valid, but then MPS limits nothing. */
export function limitsNothing(config: MpsConfig): boolean {
  return (
    config.pinnedDeviceMemoryLimit === undefined &&
    config.perDevicePinnedMemoryLimit === undefined &&
    (config.activeThreadPercentage ?? 0) === 0
  );
}
