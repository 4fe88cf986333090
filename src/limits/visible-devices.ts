import { lastItem } from "./last-item.ts";
import { VISIBLE_DEVICES } from "./mps-variables.ts";

/** An ordinal, or a device named by UUID. CUDA reads the list up to the first entry that is neither. */
const DEVICE = /^\s*(?:\d+|(?:GPU|MIG)-[\w./-]+)\s*$/;

/**
 * How many of a container's devices CUDA shows to it: `CUDA_VISIBLE_DEVICES` names them. `undefined` if
 * it does not say, `NaN` if Kubernetes supplies the value. At least 1: without any, no limit matters.
 */
export function countVisible(env: unknown): number | undefined {
  const { item } = Array.isArray(env) ? (lastItem(env, VISIBLE_DEVICES) ?? {}) : {};
  if (item === undefined) return undefined;
  const { value, valueFrom } = item;
  if (typeof value !== "string" || valueFrom != null || value.includes("$(")) return Number.NaN;
  const entries = value.split(",");
  const end = entries.findIndex((entry) => !DEVICE.test(entry));
  return Math.max(1, end === -1 ? entries.length : end);
}
