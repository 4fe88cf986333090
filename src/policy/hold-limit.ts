import { configOf, NO_LIMIT } from "../limits/limit-values.ts";
import type { MpsConfig } from "../limits/mps-config.ts";
import type { AppliedRule } from "../resolve/decision.ts";
import type { Issue } from "../result/issue.ts";
import type { FieldLimit } from "./field-limit.ts";
import {
  type FieldRules,
  formatLimit,
  isViolated,
  nearestLimit,
  strictestAction,
} from "./policy-rules.ts";
import { contradiction, violation } from "./violation.ts";

/** What a decision consists of. */
export interface Outcome {
  readonly issues: Issue[];
  readonly warnings: Issue[];
  readonly applied: AppliedRule[];
}

/**
 * Holds the limit of one field to its rules: each device by itself, as the strictest of the policies that
 * are violated says.
 *
 * @param outcome - to be added to
 */
export function holdLimit(
  limit: FieldLimit,
  rules: FieldRules,
  { issues, warnings, applied }: Outcome,
): MpsConfig {
  const { field, isUnknown, defaultOf, config } = limit;
  const { min, max } = rules;
  if (min !== undefined && max !== undefined && min.bound > max.bound) {
    issues.push({ ...contradiction(field, min, max), path: limit.path });
    return {};
  }
  const held = new Map(limit.values);
  let isClamped = false;
  for (const [device, value] of limit.values) {
    const at = { field, ...(device !== "" && { device: Number(device) }) };
    const to = value === NO_LIMIT ? config.activeThreadPercentage : value;
    if (defaultOf !== undefined && to !== undefined) {
      applied.push({ policy: defaultOf.name, rule: "default", ...at, to, action: "set" });
    }
    const violated = rules.rules.filter((rule) => isUnknown || isViolated(rule, value));
    if (violated.length === 0) continue;
    const apply = (how: Pick<AppliedRule, "to" | "action">): void => {
      const from = value === NO_LIMIT ? {} : { from: value };
      for (const { policy, rule } of violated) {
        applied.push({ policy: policy.name, rule, ...at, ...from, ...how });
      }
    };
    const action = strictestAction(violated);
    const nearest = isUnknown ? undefined : nearestLimit(rules, value);
    const issue = violation(limit, device, value, violated, rules);
    if (action === "warn") {
      apply({ action: "warned" });
      warnings.push(issue);
    } else if (action === "deny" || nearest === undefined) issues.push(issue);
    else {
      apply({ to: nearest, action: "clamped" });
      held.set(device, nearest);
      isClamped = true;
      // Those who wrote a limit should know that they get another.
      const isWritten = defaultOf === undefined && Object.keys(config).length > 0;
      if (isWritten) warnings.push({ ...issue, hint: `it is now ${formatLimit(field, nearest)}` });
    }
  }
  return isClamped ? configOf(field, held) : config;
}
