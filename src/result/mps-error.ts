import { formatIssue } from "./format-issue.ts";
import type { Issue } from "./issue.ts";
import type { Result } from "./result.ts";

/** Registered, so that the ESM and CommonJS copies of this package recognize each other's errors. */
const BRAND: unique symbol = /* @__PURE__ */ Symbol.for("kube-mps.MpsError");

/** Thrown by `unwrap`, and the error of a failed YAML stream: carries every issue. */
export class MpsError extends Error {
  override readonly name = "MpsError";
  readonly issues: readonly [Issue, ...Issue[]];
  readonly warnings: readonly Issue[];
  /** @internal */
  readonly [BRAND] = true;

  constructor(issues: readonly [Issue, ...Issue[]], warnings: readonly Issue[]) {
    super(issues.map(formatIssue).join("\n"));
    this.issues = issues;
    this.warnings = warnings;
  }
}

/**
 * Whether a caught value is an {@link MpsError}, even one of another copy of this package.
 *
 * @example
 * ```ts
 * try {
 *   unwrap(validateMpsConfig(input));
 * } catch (error) {
 *   if (!isMpsError(error)) throw error;
 *   for (const issue of error.issues) console.error(formatIssue(issue));
 * }
 * ```
 */
export function isMpsError(error: unknown): error is MpsError {
  try {
    return (error as { readonly [BRAND]?: unknown })[BRAND] === true;
  } catch {
    // null, undefined or a hostile Proxy: never one of our errors.
    return false;
  }
}

/**
 * Returns the value of a successful result. The only function here that throws: an {@link MpsError}
 * with every issue of a failed one.
 *
 * @example
 * ```ts
 * const config = unwrap(validateMpsConfig({ activeThreadPercentage: 50 }));
 * ```
 */
export function unwrap<V>(result: Result<V>): V {
  if (result.ok) return result.value;
  throw new MpsError(result.issues, result.warnings);
}
