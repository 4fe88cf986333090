import { ONE, parseQuantity } from "./parse-quantity.ts";

/** Why a value is not an amount of memory. */
export type MemoryProblem =
  | "memory/type"
  | "memory/syntax"
  | "memory/not-whole"
  | "memory/unsafe-number"
  | "memory/too-large";

/**
 * Reads bytes, exactly, from a number, a bigint or a Kubernetes quantity. A fraction of a byte (`"1.5"`)
 * is dropped; a negative amount is left for the caller to find too small.
 */
export function parseMemory(input: unknown): bigint | MemoryProblem {
  switch (typeof input) {
    case "bigint":
      return inRange(input);
    case "number":
      if (Number.isNaN(input)) return "memory/type";
      if (!Number.isInteger(input)) return "memory/not-whole";
      return Number.isSafeInteger(input) ? BigInt(input) : "memory/unsafe-number";
    case "string": {
      const quantity = parseQuantity(input);
      if (quantity === "syntax") return "memory/syntax";
      return quantity === "too-large" ? "memory/too-large" : inRange(quantity / ONE);
    }
    default:
      return "memory/type";
  }
}

function inRange(bytes: bigint): bigint | MemoryProblem {
  return bytes > BigInt(Number.MAX_SAFE_INTEGER) ? "memory/too-large" : bytes;
}
