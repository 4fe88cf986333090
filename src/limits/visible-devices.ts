import { lastItem } from "./last-item.ts";
import { VISIBLE_DEVICES } from "./mps-variables.ts";

/** An ordinal, or a device named by UUID. */
const DEVICE = /^(?:\d+|(?:GPU|MIG)-[\w./-]+)$/;

/**
 * How many of a container's devices CUDA shows to it: `CUDA_VISIBLE_DEVICES` names them. `undefined` if
 * it does not say, `NaN` if Kubernetes supplies the value. At least 1: without any, no limit matters.
 *
 * @param count - how many devices the container is given: no other can be shown
 */
export function countVisible(
  env: unknown,
  count: number = Number.POSITIVE_INFINITY,
): number | undefined {
  const { item } = Array.isArray(env) ? (lastItem(env, VISIBLE_DEVICES) ?? {}) : {};
  if (item === undefined) return undefined;
  const { value, valueFrom } = item;
  if (typeof value !== "string" || valueFrom != null || value.includes("$(")) return Number.NaN;
  return Math.max(1, devicesIn(value, count).size);
}

/**
 * CUDA reads the list up to the first entry that is not a device, or not one of those there are. A device
 * that is named twice may void the list: only those before it are certain.
 * Source: https://docs.nvidia.com/cuda/cuda-c-programming-guide/#env-vars
 */
function devicesIn(list: string, count: number): ReadonlySet<string> {
  const devices = new Set<string>();
  for (const entry of list.split(",")) {
    const device = entry.trim();
    if (!DEVICE.test(device) || Number(device) >= count) break;
    // `00` is the same device as `0`.
    const name = device.replace(/^0+(?=\d)/, "");
    if (devices.has(name)) break;
    devices.add(name);
  }
  return devices;
}
