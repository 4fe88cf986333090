import { type CodeArea, factsIn } from "../result/code-area.ts";
import { ADMISSION_CODES } from "../result/codes/admission.ts";
import { INPUT_CODES } from "../result/codes/input.ts";
import { LIMITS_CODES } from "../result/codes/limits.ts";
import { OPTIONS_CODES } from "../result/codes/options.ts";
import { YAML_CODES } from "../result/codes/yaml.ts";
import type { Issue } from "../result/issue.ts";

/** The areas that have codes other than 422; the others would be loaded for nothing. */
const AREAS: readonly CodeArea[] = [
  LIMITS_CODES,
  OPTIONS_CODES,
  INPUT_CODES,
  YAML_CODES,
  ADMISSION_CODES,
];

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
  const codes = issues.map(({ code }) => factsIn(AREAS, code)?.status);
  if (codes.includes(500)) return 500;
  return codes.includes(400) ? 400 : 422;
}
