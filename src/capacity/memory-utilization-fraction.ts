import { type Issue, newIssue } from "../result/issue.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { unreadable } from "../result/unreadable.ts";
import { MAX_MIB, readFields } from "./read-fields.ts";

/** A limit and the card it is for, in MiB. */
export interface MemoryUtilizationInput {
  readonly limitMiB: number;
  /** What `cudaMemGetInfo` reports as total: all of the card, also under a limit. */
  readonly totalMiB: number;
  /**
   * What CUDA's context takes of the limit.
   *
   * @defaultValue 512
   */
  readonly contextMiB?: number | undefined;
}

const RULES = {
  limitMiB: [1, MAX_MIB],
  totalMiB: [1, MAX_MIB],
  contextMiB: [0, MAX_MIB, 512],
} as const;

/**
 * The part of a card that a server may reserve under a limit: `--gpu-memory-utilization` of vLLM,
 * `--mem-fraction-static` of SGLang. Both are parts of all the memory of the card, so that their defaults
 * exceed most limits. Rounded down to two decimals.
 *
 * Issues: `capacity/value`, `capacity/unknown-key`, `capacity/too-large`. Never throws.
 *
 * @example
 * ```ts
 * unwrap(memoryUtilizationFraction({ limitMiB: 20480, totalMiB: 81559 })); // 0.24
 * ```
 */
export function memoryUtilizationFraction(input: MemoryUtilizationInput): Result<number> {
  try {
    const issues: Issue[] = [];
    const read = readFields<Required<MemoryUtilizationInput>>(input, RULES, [], issues);
    if (isNonEmpty(issues)) return failure(issues);
    const { limitMiB, totalMiB, contextMiB = 0 } = read;
    if (limitMiB > totalMiB) {
      const message = "the limit is larger than the card";
      return failure([newIssue("capacity/too-large", ["limitMiB"], message, undefined, limitMiB)]);
    }
    const percent = Math.floor(((limitMiB - contextMiB) * 100) / totalMiB);
    if (percent >= 1) return success(percent / 100);
    const message = "the context leaves less than 1 % of the card";
    return failure([newIssue("capacity/value", ["limitMiB"], message, undefined, limitMiB)]);
  } catch (error) {
    return unreadable(error);
  }
}
