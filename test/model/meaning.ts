import { MEMORY, PRIORITY } from "../helpers/manifests.ts";

/** What a variable comes to in CUDA: memory by device in MiB, or one number under the key `n`. */
export type Meaning = Record<string, number> | "nothing" | "unknown";

export function meaningOf(item: Record<string, unknown>): Meaning {
  const { name, value, valueFrom } = item;
  if (valueFrom !== undefined && valueFrom !== null) return "unknown";
  if (typeof value !== "string") return "nothing";
  if (value.includes("$(")) return "unknown";
  if (name === MEMORY) return memoryMeaning(value);
  if (name === PRIORITY) return value === "0" || value === "1" ? { n: Number(value) } : "nothing";
  // 0 and 100 percent are the same: no limit.
  return /^[0-9]+(\.[0-9]+)?$/.test(value) && Number(value) <= 100
    ? { n: Number(value) || 100 }
    : "nothing";
}

function memoryMeaning(value: string): Meaning {
  const meaning: Record<string, number> = {};
  for (const entry of value.split(",")) {
    const [device = "", limit = "", ...more] = entry.split("=");
    if (/^(GPU|MIG)-/.test(device) && entry.includes("=")) return "unknown";
    const amount = Number(limit.replace(/[MG]B?$/, ""));
    const isGood =
      /^(0|[1-9][0-9]*)$/.test(device) && /^[0-9]+[MG]B?$/.test(limit) && more.length === 0;
    if (!isGood || amount === 0 || meaning[device] !== undefined) return "nothing";
    meaning[device] = limit.includes("G") ? amount * 1024 : amount;
  }
  return meaning;
}

export function isSame(a: Meaning, b: Meaning): boolean {
  if (typeof a === "string" || typeof b === "string") return false;
  const keys = Object.keys({ ...a, ...b });
  return keys.every((key) => a[key] === b[key]);
}
