import { MpsError } from "./mps-error.ts";
import type { Result } from "./result.ts";

/**
 * The value of a successful result. The only function here that throws: an {@link MpsError} with
 * every issue of a failed one.
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
