/**
 * A Kubernetes quantity, exact: in units of 10⁻⁹, the finest Kubernetes keeps.
 * Source: k8s.io/apimachinery/pkg/api/resource, `Quantity`.
 */
export type Quantity = bigint;

/** One whole, in units of a {@link Quantity}. */
export const ONE: Quantity = 1_000_000_000n;

/** Why a text is not a quantity, or not one that can be represented. */
export type QuantityProblem = "syntax" | "too-large";

const GRAMMAR = /^([+-]?)(\d*)(?:\.(\d*))?(n|u|m|k|[KMGTPE]i|[MGTPE]|[eE][+-]?\d+)?$/;

/** Longer than any meaningful quantity; keeps the arithmetic small. */
const LONGEST_TEXT = 64;

/** Bounds for powers of ten, checked before any big arithmetic. */
const LARGEST_EXPONENT = 100;
const SMALLEST_EXPONENT = -200;

/** 1000 apart, from 10⁻⁹ on. */
const DECIMAL_SUFFIXES = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];

/** 1024 apart, from 2¹⁰ on. */
const BINARY_SUFFIXES = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

/**
 * Reads a quantity by Kubernetes' own grammar: a sign, digits with an optional point, then a
 * decimal suffix (`n u m k M G T P E`), a binary one (`Ki` to `Ei`) or an exponent (`e3`, `E3`).
 * Digits below 10⁻⁹ are rounded up, away from zero, as Kubernetes does.
 */
export function parseQuantity(text: string): Quantity | QuantityProblem {
  if (text.length > LONGEST_TEXT) return /^[+-]?\d+$/.test(text) ? "too-large" : "syntax";
  const match = GRAMMAR.exec(text);
  if (match === null) return "syntax";
  const [, sign, whole = "", fraction = "", suffix = ""] = match;
  if (whole === "" && fraction === "") return "syntax";
  const digits = BigInt(whole + fraction);
  if (digits === 0n) return 0n;
  const binary = 10 * (BINARY_SUFFIXES.indexOf(suffix) + 1);
  const exponent = 9 - fraction.length + (binary === 0 ? decimalExponent(suffix) : 0);
  if (exponent > LARGEST_EXPONENT) return "too-large";
  const size = scale(digits << BigInt(binary), exponent);
  return sign === "-" ? -size : size;
}

function decimalExponent(suffix: string): number {
  const index = DECIMAL_SUFFIXES.indexOf(suffix);
  return index < 0 ? Number(suffix.slice(1)) : 3 * index - 9;
}

/** `value` times ten to the power of `exponent`, rounded up. */
function scale(value: bigint, exponent: number): bigint {
  if (exponent >= 0) return value * 10n ** BigInt(exponent);
  if (exponent < SMALLEST_EXPONENT) return 1n;
  const divisor = 10n ** BigInt(-exponent);
  return (value + divisor - 1n) / divisor;
}
