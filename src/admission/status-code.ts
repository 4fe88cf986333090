import type { Issue } from "../core/issue.ts";

/**
 * The HTTP status code that fits a failure: 500 where the service itself is at fault (its options,
 * a resolver that failed), 400 where the input cannot be read (not an object, YAML that is not
 * well-formed or cannot be edited safely), 422 where it was read and is wrong. The gravest counts.
 *
 * @example
 * ```ts
 * const result = injectYaml(upload, config);
 * if (!result.ok) return reply.code(statusCode(result.issues)).send(result.issues);
 * ```
 */
export function statusCode(issues: readonly [Issue, ...Issue[]]): 400 | 422 | 500 {
  const codes = issues.map(statusCodeOf);
  if (codes.includes(500)) return 500;
  return codes.includes(400) ? 400 : 422;
}

function statusCodeOf({ code }: Issue): 400 | 422 | 500 {
  if (code.startsWith("options/") || code === "admission/resolver-failed") return 500;
  const unreadable =
    code.startsWith("input/") || code.startsWith("yaml/") || code === "admission/malformed";
  return unreadable ? 400 : 422;
}
