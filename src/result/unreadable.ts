import { newIssue } from "./issue.ts";
import { type Failure, failure } from "./result.ts";

/**
 * The failure of a public function whose input threw when read: a getter or a Proxy of the caller, or
 * nesting so deep that the stack overflowed. Our own tests replace this module by one that rethrows,
 * so that no defect of ours can hide behind it.
 */
export function unreadable(error: unknown): Failure {
  const deep = isRangeError(error);
  return failure([
    newIssue(
      "input/unreadable",
      [],
      deep ? "the input is nested too deeply to be read" : "reading the input threw",
      "pass plain data, as JSON.parse returns it",
    ),
  ]);
}

/** What was thrown may be as hostile as the input: `instanceof` throws for a revoked Proxy. */
function isRangeError(error: unknown): boolean {
  try {
    return error instanceof RangeError;
  } catch {
    return false;
  }
}
