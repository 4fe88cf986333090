import { ONE, parseQuantity } from "../quantity/parse-quantity.ts";

const SMALL_WHOLE = /^\d{1,9}$/;

/**
 * How many GPUs a resource quantity requests: 0 for none, NaN for what is neither provably none nor a
 * whole number (`"${N}"`, `"1.5"`, -1). Read by Kubernetes' grammar, whitespace around it trimmed:
 * `1`, `"1"`, `"1e0"` and `"1000m"` are one.
 */
export function readGpuQuantity(value: unknown): number {
  if (value === undefined || value === null) return 0;
  if (typeof value === "number") {
    return value >= 0 && Number.isSafeInteger(value) ? value : Number.NaN;
  }
  if (typeof value !== "string") return Number.NaN;
  const text = value.trim();
  if (SMALL_WHOLE.test(text)) return Number(text);
  const quantity = parseQuantity(text);
  if (typeof quantity !== "bigint" || quantity < 0n || quantity % ONE !== 0n) return Number.NaN;
  const count = Number(quantity / ONE);
  return Number.isSafeInteger(count) ? count : Number.NaN;
}
