import { MIB } from "../kubernetes/quantity/mebibytes.ts";

/** Limits in whole MiB by device ordinal: the value of `CUDA_MPS_PINNED_DEVICE_MEM_LIMIT`. */
export type MemoryLimitMap = ReadonlyMap<number, number>;

const ENTRY = /^(0|[1-9]\d{0,5})=(\d{1,15})(MB?|GB?)$/;
const UUID_ENTRY = /^(GPU|MIG)-[\w./-]+=/;

/**
 * Reads the variable as CUDA does: `<ordinal>=<whole number><M|MB|G|GB>`, comma separated, the units
 * binary. CUDA silently ignores anything else: a bare byte count, a zero, whitespace, a device named
 * twice. A device named by UUID is valid, but cannot be compared with ordinals: `"incomparable"`.
 */
export function parseMemoryLimitMap(text: string): MemoryLimitMap | "ignored" | "incomparable" {
  const limits = new Map<number, number>();
  for (const entry of text.split(",")) {
    if (UUID_ENTRY.test(entry)) return "incomparable";
    const match = ENTRY.exec(entry);
    if (match === null) return "ignored";
    const [, ordinal, amount, unit = ""] = match;
    const mebibytes = Number(amount) * (unit.startsWith("G") ? 1024 : 1);
    if (mebibytes === 0 || !Number.isSafeInteger(mebibytes * MIB)) return "ignored";
    const device = Number(ordinal);
    if (limits.has(device)) return "ignored";
    limits.set(device, mebibytes);
  }
  return limits;
}

/** Writes `0=1024M,1=2048M`, the devices in ascending order. */
export function formatMemoryLimitMap(limits: MemoryLimitMap): string {
  return [...limits]
    .sort(([a], [b]) => a - b)
    .map(([device, mebibytes]) => `${device}=${mebibytes}M`)
    .join(",");
}
