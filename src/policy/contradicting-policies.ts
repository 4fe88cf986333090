import type { Issue } from "../result/issue.ts";
import { type CompiledPolicy, selectsAll } from "./compiled-policy.ts";
import { BOUNDED } from "./gpu-sharing-policy.ts";
import { rulesFor } from "./policy-rules.ts";
import { contradiction } from "./violation.ts";

/**
 * Finds policies of which one has a minimum above the maximum of another, and that certainly are for the
 * same containers: they select the same, or one of them selects all. The others are found when deciding,
 * and so are all of them if containers may be exempt.
 */
export function contradictingPolicies(policies: readonly CompiledPolicy[]): readonly Issue[] {
  if (policies.some(({ spec }) => spec.exempt)) return [];
  const general = policies.filter(selectsAll);
  const groups = new Map<string, CompiledPolicy[]>([["", []]]);
  for (const policy of policies) {
    if (selectsAll(policy)) continue;
    const key = JSON.stringify(policy.spec.match);
    groups.set(key, [...(groups.get(key) ?? []), policy]);
  }
  const found = new Map<string, Issue>();
  for (const group of groups.values()) {
    for (const field of BOUNDED) {
      const { min, max } = rulesFor(field, [...general, ...group]);
      if (min === undefined || max === undefined || min.bound <= max.bound) continue;
      const path = [min.policy.index, "spec", "min", field];
      const key = JSON.stringify([path, max.policy.index]);
      found.set(key, { ...contradiction(field, min, max), path });
    }
  }
  return [...found.values()];
}
