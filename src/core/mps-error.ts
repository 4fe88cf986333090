import { formatIssue } from "./format-issue.ts";
import type { Issue } from "./issue.ts";

/** Registered, so that the ESM and the CommonJS copy of this package know each other's errors. */
const BRAND: unique symbol = /* @__PURE__ */ Symbol.for("kube-mps.MpsError");

/** What `unwrap` throws, and what a failed YAML stream errors with: carries every issue. */
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
 * Whether something caught is an {@link MpsError}, even one of another copy of this package.
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
    // Nothing at all, or a Proxy of somebody else's making: no error of ours is one.
    return false;
  }
}
