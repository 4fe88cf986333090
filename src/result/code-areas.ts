import { type CodeArea, factsIn } from "./code-area.ts";
import { ADMISSION_CODES } from "./codes/admission.ts";
import { CAPACITY_CODES } from "./codes/capacity.ts";
import { DIALECT_CODES } from "./codes/dialects.ts";
import { ENV_CODES } from "./codes/env.ts";
import { EXPLAIN_CODES } from "./codes/explain.ts";
import { FINDING_CODES } from "./codes/findings.ts";
import { INPUT_CODES } from "./codes/input.ts";
import { KINDS_CODES } from "./codes/kinds.ts";
import { LIMITS_CODES } from "./codes/limits.ts";
import { OPTIONS_CODES } from "./codes/options.ts";
import { POLICY_CODES } from "./codes/policy.ts";
import { WORKLOAD_CODES } from "./codes/workload.ts";
import { YAML_CODES } from "./codes/yaml.ts";
import type { IssueCode } from "./issue-code.ts";

/** Every area that has issues, in the order of `docs/errors.md`. */
export const CODE_AREAS: readonly CodeArea[] = [
  LIMITS_CODES,
  OPTIONS_CODES,
  WORKLOAD_CODES,
  ENV_CODES,
  POLICY_CODES,
  INPUT_CODES,
  KINDS_CODES,
  YAML_CODES,
  ADMISSION_CODES,
  CAPACITY_CODES,
  DIALECT_CODES,
];

/** Areas whose codes never fail a call: reasons, findings, warnings about pasted text. */
export const REASON_AREAS: readonly CodeArea[] = [EXPLAIN_CODES, FINDING_CODES];

/** What is known of a code. */
export function factsOf(code: IssueCode): NonNullable<ReturnType<typeof factsIn>> {
  const facts = factsIn(CODE_AREAS, code) ?? factsIn(REASON_AREAS, code);
  return facts as NonNullable<ReturnType<typeof factsIn>>;
}
