import { formatMemory } from "../kubernetes/quantity/format-memory.ts";
import { NO_LIMIT } from "../limits/limit-values.ts";
import type { MpsField } from "../limits/mps-config.ts";
import type { PolicyRef } from "../result/issue.ts";
import type { CompiledPolicy } from "./compiled-policy.ts";
import { VIOLATION_ACTIONS } from "./gpu-sharing-policy.ts";

/** A rule of a policy about one field. Without a bound there has to be a limit, whichever. */
export interface PolicyRule {
  readonly policy: CompiledPolicy;
  readonly rule: "min" | "max" | "require";
  readonly bound: number;
}

/** The rules about a field, and the strictest bound of each side. */
export interface FieldRules {
  readonly rules: readonly PolicyRule[];
  readonly min: PolicyRule | undefined;
  readonly max: PolicyRule | undefined;
}

/** Collects what policies say of a field, in their order: the greatest minimum, the least maximum. */
export function rulesFor(field: MpsField, policies: readonly CompiledPolicy[]): FieldRules {
  const rules: PolicyRule[] = [];
  let [min, max]: (PolicyRule | undefined)[] = [];
  for (const policy of policies) {
    const { min: least, max: most, require: required } = policy.spec;
    if (field !== "clientPriority") {
      const low = { policy, rule: "min", bound: least?.[field] ?? 0 } as const;
      const high = { policy, rule: "max", bound: most?.[field] ?? NO_LIMIT } as const;
      if (low.bound !== 0) rules.push(low);
      if (high.bound !== NO_LIMIT) rules.push(high);
      if (low.bound > (min?.bound ?? 0)) min = low;
      if (high.bound < (max?.bound ?? NO_LIMIT)) max = high;
    }
    if (required?.includes(field)) rules.push({ policy, rule: "require", bound: NO_LIMIT });
  }
  return { rules, min, max };
}

/** Whether a limit violates a rule. */
export function isViolated({ rule, bound }: PolicyRule, value: number): boolean {
  if (rule === "require") return value === NO_LIMIT;
  return rule === "min" ? value < bound : value > bound;
}

/** The limit within bounds that is nearest to one without; `undefined` if any limit would do. */
export function nearestLimit({ min, max }: FieldRules, value: number): number | undefined {
  return min !== undefined && value < min.bound ? min.bound : max?.bound;
}

/** What the strictest of the policies does. */
export function strictestAction(rules: readonly PolicyRule[]): "deny" | "clamp" | "warn" {
  const actions = rules.map(({ policy }) => policy.spec.onViolation ?? "deny");
  return VIOLATION_ACTIONS.find((action) => actions.includes(action)) ?? "deny";
}

/** Where a rule is. */
export function refTo({ policy, rule }: PolicyRule, field: MpsField): PolicyRef {
  return { name: policy.name, path: rule === "require" ? ["spec", rule] : ["spec", rule, field] };
}

/** A limit as one writes it. */
export function formatLimit(field: MpsField, value: number): string {
  return field === "pinnedDeviceMemoryLimit" ? formatMemory(value) : String(value);
}
