import type { GpuResourceNames } from "../kubernetes/gpu/gpu-resource-names.ts";

/** What reports, and what the server notes down, configures nothing. */
const NOT_SEARCHED: readonly string[] = ["status", "metadata"];

/**
 * Whether a GPU resource is named anywhere in a value, as a key or a whole text. Values that contain
 * themselves are searched once.
 *
 * @param except - parts that are not searched
 */
export function namesGpu(
  value: unknown,
  names: GpuResourceNames,
  except: readonly unknown[],
): boolean {
  const seen = new Set(except);
  const waiting: unknown[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === "string" && names.has(next)) return true;
    if (typeof next !== "object" || seen.has(next)) continue;
    seen.add(next);
    for (const key in next) {
      if (names.has(key)) return true;
      const child = (next as Record<string, unknown>)[key];
      if (child !== null && !NOT_SEARCHED.includes(key)) waiting.push(child);
    }
  }
  return false;
}
