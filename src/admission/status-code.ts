import { factsIn } from "../result/code-area.ts";
import { CODE_AREAS } from "../result/code-areas.ts";
import type { Issue } from "../result/issue.ts";

/**
 * The HTTP status code for a failure: 500 if the service is at fault (invalid options, a resolver that
 * failed), 400 if the input cannot be read (not an object, invalid YAML, or YAML that cannot be edited
 * safely), 422 if it can be read and is invalid. Of several, the most severe.
 *
 * @example
 * ```ts
 * const result = injectYaml(upload, config);
 * if (!result.ok) return reply.code(statusCode(result.issues)).send(result.issues);
 * ```
 */
export function statusCode(issues: readonly [Issue, ...Issue[]]): 400 | 422 | 500 {
  const codes = issues.map(({ code }) => factsIn(CODE_AREAS, code)?.status);
  if (codes.includes(500)) return 500;
  return codes.includes(400) ? 400 : 422;
}
