import type { MpsField } from "../limits/mps-config.ts";
import type { CompiledPolicy } from "./compiled-policy.ts";
import { exemptingPolicies } from "./decide-limits.ts";
import { type PolicyBounds, REQUIRABLE } from "./gpu-sharing-policy.ts";
import { rulesFor } from "./policy-rules.ts";

/** What policies allow for a container, whatever it has. */
export interface AllowedLimits {
  /** The policies that are for the container, in the order of evaluation. */
  readonly policies: readonly string[];
  /** Those that leave it alone. If there are any, there are no bounds. */
  readonly exemptBy: readonly string[];
  /** The greatest of the minimums, in bytes and percent. */
  readonly min: PolicyBounds;
  /** The least of the maximums. */
  readonly max: PolicyBounds;
  readonly require: readonly MpsField[];
}

export function allowedLimits(policies: readonly CompiledPolicy[]): AllowedLimits {
  const exemptBy = exemptingPolicies(policies);
  const holding = exemptBy.length > 0 ? [] : policies;
  const rules = REQUIRABLE.map((field) => ({ field, ...rulesFor(field, holding) }));
  const bounds = (side: "min" | "max"): PolicyBounds =>
    Object.fromEntries(
      rules.flatMap(({ field, [side]: rule }) => (rule === undefined ? [] : [[field, rule.bound]])),
    );
  return {
    policies: policies.map(({ name }) => name),
    exemptBy,
    min: bounds("min"),
    max: bounds("max"),
    require: REQUIRABLE.filter((field) =>
      holding.some(({ spec }) => spec.require?.includes(field)),
    ),
  };
}
