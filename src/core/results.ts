import type { Issue } from "./issue.ts";
import { NONE } from "./none.ts";
import type { Failure, Success } from "./result.ts";

export function success<V>(value: V, warnings: readonly Issue[] = NONE): Success<V> {
  return { ok: true, value, warnings };
}

export function failure(
  issues: readonly [Issue, ...Issue[]],
  warnings: readonly Issue[] = NONE,
): Failure {
  return { ok: false, issues, warnings };
}

/** Whether a collected list holds anything: narrows it to what `failure` takes. */
export function isNonEmpty(issues: readonly Issue[]): issues is readonly [Issue, ...Issue[]] {
  return issues.length > 0;
}
