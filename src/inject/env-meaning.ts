import type { MpsEntry } from "../config/device-limits.ts";
import { CLIENT_PRIORITY, PINNED_MEMORY } from "../mps/env-names.ts";
import {
  formatMemoryLimitMap,
  type MemoryLimitMap,
  parseMemoryLimitMap,
} from "../mps/memory-limit-map.ts";

/**
 * What the text of a variable means to CUDA: a limit, nothing at all (`"ignored"`), or something
 * that cannot be known or compared from here.
 */
export type EnvMeaning =
  | { readonly memory: MemoryLimitMap }
  | { readonly number: number }
  | "ignored"
  | "incomparable";

/** Reads an `env` item as it stands in a manifest. */
export function readEnvItem(item: Readonly<Record<string, unknown>>): EnvMeaning {
  if (item["valueFrom"] !== undefined && item["valueFrom"] !== null) return "incomparable";
  const value = item["value"];
  // Kubernetes refuses a value that is no string; CUDA sees none.
  if (typeof value !== "string") return "ignored";
  if (value.includes("$(")) return "incomparable";
  return readValue(item["name"] as string, value);
}

function readValue(name: string, value: string): EnvMeaning {
  if (name === PINNED_MEMORY) {
    const memory = parseMemoryLimitMap(value);
    return typeof memory === "string" ? memory : { memory };
  }
  if (name === CLIENT_PRIORITY) return /^[01]$/.test(value) ? { number: Number(value) } : "ignored";
  // Decimals are undocumented for threads, but reported to work: they are compared, never written.
  const percentage = /^\d{1,9}(?:\.\d{1,9})?$/.test(value) ? Number(value) : Number.NaN;
  return percentage <= 100 ? { number: percentage } : "ignored";
}

/** Whether what is there and what is to be written mean the same to CUDA. */
export function meansTheSame(there: EnvMeaning, entry: MpsEntry): boolean {
  if (typeof there === "string") return false;
  if ("number" in there) return there.number === Number(entry.value);
  const wanted = entry.memory;
  if (wanted === undefined || wanted.size !== there.memory.size) return false;
  return [...wanted].every(([device, mebibytes]) => there.memory.get(device) === mebibytes);
}

/** Which devices a container may see. */
export interface Devices {
  /** Ordinals below this it is sure to see. */
  readonly sure: number;
  /** Ordinals from this on it is sure not to see. */
  readonly possible: number;
}

/**
 * The stricter of what is there and what the config wants: per device the smaller memory, the
 * smaller percentage (0 sets no limit), the larger priority number. What CUDA ignores is no limit,
 * and a memory limit that names a device beyond all those asked for is ignored whole.
 */
export function stricter(there: EnvMeaning, entry: MpsEntry, devices: Devices): MpsEntry {
  if (typeof there === "string") return entry;
  if (entry.memory !== undefined) {
    if (!("memory" in there)) return entry;
    const memory = stricterMemory(there.memory, entry.memory, devices);
    return { ...entry, value: formatMemoryLimitMap(memory), memory };
  }
  if (!("number" in there)) return entry;
  const wanted = Number(entry.value);
  if (entry.name === CLIENT_PRIORITY) {
    return { ...entry, value: String(Math.max(there.number, wanted)) };
  }
  if (there.number === 0) return entry;
  return { ...entry, value: String(Math.min(Math.max(1, Math.floor(there.number)), wanted)) };
}

function stricterMemory(
  there: MemoryLimitMap,
  wanted: MemoryLimitMap,
  devices: Devices,
): MemoryLimitMap {
  const limits = new Map(wanted);
  if (namesInvisibleDevice(there, devices)) return limits;
  for (const [device, mebibytes] of there) {
    if (device >= devices.sure) continue;
    limits.set(device, Math.min(mebibytes, limits.get(device) ?? mebibytes));
  }
  return limits;
}

/** Whether a limit is there for a device that may or may not be visible: it cannot stay. */
export function namesUnsureDevice(there: EnvMeaning, devices: Devices): boolean {
  if (typeof there === "string" || !("memory" in there)) return false;
  if (namesInvisibleDevice(there.memory, devices)) return false;
  return [...there.memory.keys()].some((device) => device >= devices.sure);
}

function namesInvisibleDevice(limits: MemoryLimitMap, { possible }: Devices): boolean {
  return [...limits.keys()].some((device) => device >= possible);
}
