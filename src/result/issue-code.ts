import type { ADMISSION_CODES } from "./codes/admission.ts";
import type { CAPACITY_CODES } from "./codes/capacity.ts";
import type { DIALECT_CODES } from "./codes/dialects.ts";
import type { ENV_CODES } from "./codes/env.ts";
import type { EXPLAIN_CODES } from "./codes/explain.ts";
import type { FINDING_CODES } from "./codes/findings.ts";
import type { INPUT_CODES } from "./codes/input.ts";
import type { KINDS_CODES } from "./codes/kinds.ts";
import type { LIMITS_CODES } from "./codes/limits.ts";
import type { OPTIONS_CODES } from "./codes/options.ts";
import type { POLICY_CODES } from "./codes/policy.ts";
import type { WORKLOAD_CODES } from "./codes/workload.ts";
import type { YAML_CODES } from "./codes/yaml.ts";

/**
 * The closed list of what can be wrong, or worth knowing. Branch on these, never on prose. Each has a
 * section in `docs/errors.md`, with cause and cure.
 */
export type IssueCode =
  | keyof typeof LIMITS_CODES.codes
  | keyof typeof OPTIONS_CODES.codes
  | keyof typeof WORKLOAD_CODES.codes
  | keyof typeof ENV_CODES.codes
  | keyof typeof POLICY_CODES.codes
  | keyof typeof INPUT_CODES.codes
  | keyof typeof KINDS_CODES.codes
  | keyof typeof YAML_CODES.codes
  | keyof typeof ADMISSION_CODES.codes
  | keyof typeof CAPACITY_CODES.codes
  | keyof typeof DIALECT_CODES.codes
  | keyof typeof EXPLAIN_CODES.codes
  | keyof typeof FINDING_CODES.codes;
