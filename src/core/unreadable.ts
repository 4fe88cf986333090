import { newIssue } from "./new-issue.ts";
import type { Failure } from "./result.ts";
import { failure } from "./results.ts";

/**
 * What a public function answers when reading its input threw: a getter or a Proxy of the caller's,
 * or nesting so deep that the stack ran out. Our own tests replace this module by one that
 * rethrows, so that no defect of ours can hide behind it.
 */
export function unreadable(error: unknown): Failure {
  const deep = error instanceof RangeError;
  return failure([
    newIssue(
      "input/unreadable",
      [],
      deep ? "the input is nested too deeply to be read" : "reading the input threw",
      "hand in plain data, as JSON.parse gives it",
    ),
  ]);
}
