import type { Random } from "./random.ts";

/** A measured value, and the range around it. */
export interface Estimate {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** The quantile of values, interpolated linearly. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The median, and the quartiles as its spread. */
export function spread(values: readonly number[]): Estimate {
  return { median: median(values), low: quantile(values, 0.25), high: quantile(values, 0.75) };
}

const RESAMPLES = 2000;

/** The median with its 95 % confidence interval: bootstrapped, since times are not normal. */
export function confidence(values: readonly number[], random: Random): Estimate {
  const medians = Array.from({ length: RESAMPLES }, () =>
    median(values.map(() => values[random.below(values.length)] ?? Number.NaN)),
  );
  return {
    median: median(values),
    low: quantile(medians, 0.025),
    high: quantile(medians, 0.975),
  };
}

/** The exponent b of y = a * x^b that fits best: 1 is linear growth, 2 quadratic. */
export function fittedExponent(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (pick: 0 | 1) => logs.reduce((sum, point) => sum + point[pick], 0) / logs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const covariance = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const variance = logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return covariance / variance;
}
