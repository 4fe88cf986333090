import { formatMebibytes, MIB } from "../kubernetes/quantity/mebibytes.ts";
import { checkConfig } from "../limits/check-config.ts";
import { largestLimit } from "../limits/largest-limit.ts";
import type { MpsConfig, MpsConfigInput } from "../limits/mps-config.ts";
import { DEFAULT_MIN_MEMORY } from "../options/min-memory.ts";
import { type OptionTable, readOptions } from "../options/option.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { unreadable } from "../result/unreadable.ts";
import { exact, isWithin, MAX_MIB, numberOption, readFields } from "./read-fields.ts";

/** What one process was seen to use. */
export interface MemorySamples {
  /** In MiB, in any order. */
  readonly memoryMiB: readonly number[];
  /**
   * How often it ran out of memory.
   *
   * @defaultValue 0
   */
  readonly outOfMemory?: number | undefined;
}

/** Options of {@link recommendLimits}. */
export interface RecommendOptions {
  /** @defaultValue 0.95 */
  readonly percentile?: number | undefined;
  /**
   * What is added, as a part of the percentile.
   *
   * @defaultValue 0.15
   */
  readonly margin?: number | undefined;
  /**
   * With fewer samples there is no recommendation.
   *
   * @defaultValue 100
   */
  readonly minPoints?: number | undefined;
  /** The limits under which the samples were taken. */
  readonly current?: MpsConfigInput | undefined;
}

/** A memory limit that samples support. */
export interface Recommendation {
  readonly memoryMiB: number;
  /** `current`, with this memory limit. */
  readonly config: MpsConfigInput;
  /** The number of samples. */
  readonly points: number;
}

interface CheckedOptions {
  readonly percentile: number;
  readonly margin: number;
  readonly minPoints: number;
  readonly current: MpsConfig | undefined;
}

const OPTIONS: OptionTable<CheckedOptions> = {
  percentile: /* @__PURE__ */ numberOption(0.95, 0, 1),
  margin: /* @__PURE__ */ numberOption(0.15, 0, 10),
  minPoints: /* @__PURE__ */ numberOption(100, 1, Number.MAX_SAFE_INTEGER),
  current: {
    default: undefined,
    read(value, path, issues) {
      const checked = checkConfig(value, MIB);
      if (checked.ok) return checked.value.config;
      issues.push(...checked.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] })));
      return undefined;
    },
  },
};

/** From this part of the limit on, samples show the limit rather than what is needed. */
const SATURATED = 0.95;
/** What is added to a limit with which memory ran out. */
const AFTER_OUT_OF_MEMORY = 1.25;
/** A smaller limit is not valid. */
const MIN_MIB = DEFAULT_MIN_MEMORY / MIB;
const RULES = { memoryMiB: "list", outOfMemory: [0, Number.MAX_SAFE_INTEGER, 0] } as const;

/**
 * Recommends a memory limit: a percentile of the samples by nearest rank, plus a margin, up to a whole
 * MiB, at least 512. A process that ran out of memory gets a quarter more than `current` at least.
 *
 * Issues: `capacity/too-few-samples`, `capacity/saturated` if the peak is 95 % of `current` or more,
 * `capacity/value`, `capacity/unknown-key`, `options/*`, those of `validateMpsConfig` for `current`. Never
 * throws.
 *
 * @example
 * ```ts
 * unwrap(recommendLimits({ memoryMiB: samples }, { current: { pinnedDeviceMemoryLimit: "8Gi" } }));
 * // { memoryMiB: 4600, config: { pinnedDeviceMemoryLimit: "4600Mi" }, points: 1440 }
 * ```
 */
export function recommendLimits(
  samples: MemorySamples,
  options: RecommendOptions = {},
): Result<Recommendation> {
  try {
    const read = readOptions(options, OPTIONS);
    const issues: Issue[] = read.ok ? [] : [...read.issues];
    const { memoryMiB, outOfMemory } = readFields<Required<MemorySamples>>(
      samples,
      RULES,
      [],
      issues,
    );
    for (const [index, sample] of (memoryMiB ?? []).entries()) {
      if (isWithin(sample, 0, MAX_MIB)) continue;
      const message = `must be a number from 0 to ${MAX_MIB}`;
      issues.push(newIssue("capacity/value", ["memoryMiB", index], message, undefined, sample));
    }
    if (!read.ok || isNonEmpty(issues)) return failure(issues as [Issue, ...Issue[]]);
    return recommend(
      [...memoryMiB].sort((a, b) => a - b),
      (outOfMemory ?? 0) > 0,
      read.value,
    );
  } catch (error) {
    return unreadable(error);
  }
}

function recommend(
  sorted: readonly number[],
  ranOut: boolean,
  { percentile, margin, minPoints, current = {} }: CheckedOptions,
): Result<Recommendation> {
  const points = sorted.length;
  if (points < minPoints) {
    const message = `${points} samples are too few: ${minPoints} are needed`;
    return failure([newIssue("capacity/too-few-samples", ["memoryMiB"], message)]);
  }
  const { perDevicePinnedMemoryLimit: _, ...others } = current;
  const limit = largestLimit(current);
  const peak = sorted[points - 1] ?? 0;
  const isSaturated = limit !== undefined && peak >= limit * SATURATED;
  if (ranOut ? limit === undefined : isSaturated) {
    const message = "the samples end at the limit: they cannot show how much is needed";
    const hint = "raise the limit; if memory ran out, pass outOfMemory and the limits as current";
    return failure([newIssue("capacity/saturated", ["memoryMiB"], message, hint, peak)]);
  }
  const rank = Math.ceil(exact(percentile * points));
  const atRank = sorted[Math.max(0, rank - 1)] ?? 0;
  const least = ranOut && limit !== undefined ? limit * AFTER_OUT_OF_MEMORY : MIN_MIB;
  const memoryMiB = Math.ceil(exact(Math.max(atRank * (1 + margin), least, MIN_MIB)));
  const pinnedDeviceMemoryLimit = formatMebibytes(memoryMiB * MIB);
  return success({ memoryMiB, config: { ...others, pinnedDeviceMemoryLimit }, points });
}
