import type { Issue } from "./issue.ts";

/** It worked; `warnings` are worth a look. */
export interface Success<V> {
  readonly ok: true;
  readonly value: V;
  readonly warnings: readonly Issue[];
}

/** It did not; `issues` holds every problem found, not just the first. */
export interface Failure {
  readonly ok: false;
  readonly issues: readonly [Issue, ...Issue[]];
  readonly warnings: readonly Issue[];
}

/** What every function here returns instead of throwing. `unwrap` turns a failure into an error. */
export type Result<V> = Success<V> | Failure;
