import { type Issue, newIssue } from "../result/issue.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { unreadable } from "../result/unreadable.ts";
import { exact, readFields } from "./read-fields.ts";

/** A quota and what is wanted of it, in any unit that both share: replicas, MiB. */
export interface QuotaState {
  readonly quota: number;
  /** What runs and what waits. */
  readonly demand: number;
  /**
   * What runs: the quota is not reduced below it.
   *
   * @defaultValue 0
   */
  readonly used?: number | undefined;
}

/** How a quota may change. */
export interface QuotaPolicy {
  readonly min: number;
  readonly max: number;
  /**
   * The quota is not reduced while less than this part of it is free.
   *
   * @defaultValue 0.1
   */
  readonly hysteresis?: number | undefined;
}

/** The next quota, and what decided it. */
export interface ScaledQuota {
  readonly quota: number;
  /** By how much it changes. */
  readonly change: number;
  readonly because: "demand" | "hysteresis" | "used" | "min" | "max";
}

const MAX = 1_000_000_000_000;
const STATE = { quota: [0, MAX], demand: [0, MAX], used: [0, MAX, 0] } as const;

/**
 * Scales a quota with demand: up at once, down only when more than the hysteresis is free. Whole numbers,
 * within bounds, never less for more demand.
 *
 * Issues: `capacity/value`, `capacity/unknown-key`. Never throws.
 *
 * @example
 * ```ts
 * unwrap(scaleQuota({ quota: 40, demand: 52 }, { min: 8, max: 48 }));
 * // { quota: 48, change: 8, because: "max" }
 * ```
 */
export function scaleQuota(state: QuotaState, policy: QuotaPolicy): Result<ScaledQuota> {
  try {
    const issues: Issue[] = [];
    const { quota, demand, used = 0 } = readFields<QuotaState>(state, STATE, ["state"], issues);
    const rules = { min: [0, MAX], max: [0, MAX], hysteresis: "part" } as const;
    const {
      min,
      max,
      hysteresis = 0.1,
    } = readFields<QuotaPolicy>(policy, rules, ["policy"], issues);
    if (min > max) {
      const message = "must not be less than min";
      issues.push(newIssue("capacity/value", ["policy", "max"], message, undefined, max));
    }
    if (isNonEmpty(issues)) return failure(issues);
    const least = Math.max(demand, used);
    const band = Math.floor(exact(quota * hysteresis));
    const isKept = least <= quota && quota - least <= band;
    const wanted = isKept ? quota : least;
    const next = Math.min(Math.max(wanted, min), max);
    const bound = wanted < min ? "min" : wanted > max ? "max" : undefined;
    const reason = isKept && least < quota ? "hysteresis" : used > demand ? "used" : "demand";
    return success({ quota: next, change: next - quota, because: bound ?? reason });
  } catch (error) {
    return unreadable(error);
  }
}
