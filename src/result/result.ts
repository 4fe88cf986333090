import type { Issue } from "./issue.ts";
import { NONE } from "./none.ts";

/** The call succeeded; `warnings` are worth a look. */
export interface Success<V> {
  readonly ok: true;
  readonly value: V;
  readonly warnings: readonly Issue[];
}

/** The call failed; `issues` holds every problem found, not just the first. */
export interface Failure {
  readonly ok: false;
  readonly issues: readonly [Issue, ...Issue[]];
  readonly warnings: readonly Issue[];
}

/**
 * What every function returns instead of throwing. `unwrap` turns a failure into an error.
 *
 * See docs/adr/0006-failure-is-a-value.md.
 */
export type Result<V> = Success<V> | Failure;

export function success<V>(value: V, warnings: readonly Issue[] = NONE): Success<V> {
  return { ok: true, value, warnings };
}

export function failure(
  issues: readonly [Issue, ...Issue[]],
  warnings: readonly Issue[] = NONE,
): Failure {
  return { ok: false, issues, warnings };
}

/** Narrows a list of collected issues to what `failure` takes. */
export function isNonEmpty(issues: readonly Issue[]): issues is readonly [Issue, ...Issue[]] {
  return issues.length > 0;
}
