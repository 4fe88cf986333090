import type { GpuResourceNames } from "../kubernetes/gpu/gpu-resource-names.ts";

/** What reports or describes, and what selects nodes by labels that are named like GPUs. */
const NOT_SEARCHED: readonly string[] = ["status", "metadata", "nodeSelector", "matchLabels"];

/**
 * Whether a GPU resource is named anywhere in a value: as a key, as in `limits`, or in a field
 * `{ name, quantity }`. Values that contain themselves are searched once.
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
    if (typeof next !== "object" || seen.has(next)) continue;
    seen.add(next);
    const fields = next as Record<string, unknown>;
    if ("quantity" in fields && names.has(String(fields["name"]))) return true;
    for (const key in fields) {
      if (names.has(key)) return true;
      const child = fields[key];
      if (child !== null && !NOT_SEARCHED.includes(key)) waiting.push(child);
    }
  }
  return false;
}
