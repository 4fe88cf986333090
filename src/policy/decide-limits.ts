import type { GpuContainer } from "../find/gpu-container.ts";
import { checkConfig } from "../limits/check-config.ts";
import type { MpsConfig } from "../limits/mps-config.ts";
import { rememberValidated } from "../limits/validated-config.ts";
import type { Decision } from "../resolve/decision.ts";
import type { LimitsContext } from "../resolve/limits-source.ts";
import { formatPath } from "../result/field-path.ts";
import type { Issue } from "../result/issue.ts";
import { NONE } from "../result/none.ts";
import { type Failure, failure, isNonEmpty, type Result, success } from "../result/result.ts";
import type { CompiledPolicy } from "./compiled-policy.ts";
import { type FieldLimit, limitOf } from "./field-limit.ts";
import { REQUIRABLE } from "./gpu-sharing-policy.ts";
import { holdLimit, type Outcome } from "./hold-limit.ts";
import { rulesFor } from "./policy-rules.ts";

/** Decides the limits of a container by the policies that are for it. */
export function decideLimits(
  container: GpuContainer,
  requested: MpsConfig | undefined,
  policies: readonly CompiledPolicy[],
  { minMemory, devices }: LimitsContext,
): Result<Decision> {
  const exemptBy = exemptingPolicies(policies);
  if (exemptBy.length > 0) return success({ config: undefined, applied: NONE, exemptBy });
  const outcome: Outcome = { issues: [], warnings: [], applied: [] };
  const sources = { container, requested, policies, devices };
  const limits = REQUIRABLE.map((field) => limitOf(field, sources));
  const parts = limits.map((limit) => holdLimit(limit, rulesFor(limit.field, policies), outcome));
  const { issues, warnings, applied } = outcome;
  const [memory, threads, priority] = parts;
  // Valid, since it is of what was validated: only the minimum may be that of another call.
  const config: MpsConfig = Object.freeze({ ...threads, ...memory, ...priority });
  const { leastMemory } = rememberValidated(config);
  if (leastMemory < minMemory) {
    const { issues: small } = checkConfig({ ...config }, minMemory) as Failure;
    issues.push(...small.map((issue) => located(issue, limits)));
  }
  if (isNonEmpty(issues)) return failure(issues, warnings);
  const isEmpty = Object.keys(config).length === 0;
  return success({ config: isEmpty ? undefined : config, applied }, warnings);
}

/** The names of the policies that leave the container alone. */
export function exemptingPolicies(policies: readonly CompiledPolicy[]): readonly string[] {
  return policies.filter(({ spec }) => spec.exempt).map(({ name }) => name);
}

/** A limit that is too small for the call is a problem of where it is from. */
function located(issue: Issue, limits: readonly FieldLimit[]): Issue {
  const field = issue.path[0] === "perDevicePinnedMemoryLimit" ? REQUIRABLE[0] : issue.path[0];
  const limit = limits.find((one) => one.field === field);
  if (limit === undefined) return issue;
  const { from, path, defaultOf } = limit;
  const { suggestion: _, ...rest } = issue;
  return {
    ...rest,
    path,
    message: from === "container" ? `${formatPath(issue.path)}: ${issue.message}` : issue.message,
    ...(defaultOf !== undefined && {
      policies: [{ name: defaultOf.name, path: ["spec", "default", ...issue.path] }],
    }),
  };
}
