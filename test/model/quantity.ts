// Quantities once more: short, slow, obviously correct, sharing no code with the sources.

const FACTORS: [suffix: string, factor: bigint][] = [
  ...["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].map((suffix, index): [string, bigint] => [
    suffix,
    1_000_000_000n * 1024n ** BigInt(index + 1),
  ]),
  ...["n", "u", "m", "", "k", "M", "G", "T", "P", "E"].map((suffix, index): [string, bigint] => [
    suffix,
    1000n ** BigInt(index),
  ]),
];

/** A quantity in billionths, rounded up; `undefined` if it is not one. */
function billionths(text: string): bigint | undefined {
  const exponent = /^(.*)[eE]([+-]?[0-9]+)$/.exec(text);
  if (exponent !== null) {
    const value = number(exponent[1] ?? "", 1_000_000_000n * 10n ** 50n);
    return value === undefined ? undefined : up(value, 10n ** BigInt(50 - Number(exponent[2])));
  }
  for (const [suffix, factor] of FACTORS) {
    const value = text.endsWith(suffix)
      ? number(text.slice(0, text.length - suffix.length), factor)
      : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

function number(text: string, factor: bigint): bigint | undefined {
  if (!/^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$/.test(text)) return undefined;
  const [whole = "", fraction = ""] = text.replace(/^[+-]/, "").split(".");
  const size = up(BigInt(whole + fraction) * factor, 10n ** BigInt(fraction.length));
  return text.startsWith("-") ? -size : size;
}

function up(value: bigint, divisor: bigint): bigint {
  const size = value < 0n ? -value : value;
  const divided = (size + divisor - 1n) / divisor;
  return value < 0n ? -divided : divided;
}

/** How many GPUs a quantity requests; `undefined` if that cannot be known. */
export function gpus(quantity: unknown): number | undefined {
  if (quantity === undefined || quantity === null) return 0;
  if (typeof quantity !== "string" && typeof quantity !== "number") return undefined;
  const value = billionths(String(quantity).trim());
  if (value === undefined || value < 0n || value % 1_000_000_000n !== 0n) return undefined;
  return Number(value / 1_000_000_000n);
}

/** Whether two quantities are the same amount. */
export function equal(a: unknown, b: unknown): boolean {
  const [x, y] = [a, b].map((one) => billionths(String(one).trim()));
  return x === undefined || y === undefined ? a === b : x === y;
}
