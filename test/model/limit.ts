import { MEMORY, PRIORITY } from "../helpers/manifests.ts";

/** What a variable limits, as CUDA reads it: MiB by device, or one number under the key `n`. */
export type Limit = Record<string, number> | "ignored" | "unknown";

export function limitOf(item: Record<string, unknown>): Limit {
  const { name, value, valueFrom } = item;
  if (valueFrom !== undefined && valueFrom !== null) return "unknown";
  if (typeof value !== "string") return "ignored";
  if (value.includes("$(")) return "unknown";
  if (name === MEMORY) return memoryLimit(value);
  if (name === PRIORITY) return value === "0" || value === "1" ? { n: Number(value) } : "ignored";
  // 0 and 100 percent are the same: no limit.
  return /^[0-9]+(\.[0-9]+)?$/.test(value) && Number(value) <= 100
    ? { n: Number(value) || 100 }
    : "ignored";
}

function memoryLimit(value: string): Limit {
  const limit: Record<string, number> = {};
  for (const entry of value.split(",")) {
    const [device = "", size = "", ...more] = entry.split("=");
    if (/^(GPU|MIG)-/.test(device) && entry.includes("=")) return "unknown";
    const amount = Number(size.replace(/[MG]B?$/, ""));
    const isValid =
      /^(0|[1-9][0-9]*)$/.test(device) && /^[0-9]+[MG]B?$/.test(size) && more.length === 0;
    if (!isValid || amount === 0 || limit[device] !== undefined) return "ignored";
    limit[device] = size.includes("G") ? amount * 1024 : amount;
  }
  return limit;
}

export function isSameLimit(a: Limit, b: Limit): boolean {
  if (typeof a === "string" || typeof b === "string") return false;
  const keys = Object.keys({ ...a, ...b });
  return keys.every((key) => a[key] === b[key]);
}

/** How many of its GPUs a container sees by CUDA_VISIBLE_DEVICES; nothing if that cannot be known. */
export function visibleOf(env: readonly unknown[], count: number): number | undefined {
  const items = env as (Record<string, unknown> | null)[];
  const last = items.filter((item) => item?.["name"] === "CUDA_VISIBLE_DEVICES").at(-1);
  if (last === undefined || last === null) return count;
  const { value, valueFrom } = last;
  if (valueFrom != null || typeof value !== "string" || value.includes("$(")) return undefined;
  let visible = 0;
  for (const device of value.split(",")) {
    if (!/^([0-9]+|(GPU|MIG)-.+)$/.test(device)) break;
    visible++;
  }
  return Math.min(count, Math.max(1, visible));
}
