import { type LabelExpression, requirementsOf } from "../kubernetes/label-selector.ts";
import { NONE } from "../result/none.ts";
import type { GpuSharingPolicy, PolicyMatch } from "./gpu-sharing-policy.ts";

/** A valid policy, prepared for matching. */
export interface CompiledPolicy {
  readonly name: string;
  /** Its place in the list that was passed in. */
  readonly index: number;
  /** Its place among all policies: by weight, then by name. */
  readonly order: number;
  readonly spec: GpuSharingPolicy["spec"];
  readonly match: CompiledMatch;
}

/** What a policy selects; `undefined` and no requirements select everything. */
export interface CompiledMatch {
  readonly namespaces: readonly string[] | undefined;
  readonly ofNamespace: readonly LabelExpression[];
  readonly ofPod: readonly LabelExpression[];
  readonly kinds: readonly string[] | undefined;
  readonly containers: readonly string[] | undefined;
}

/** Prepares policies, in the order in which they are evaluated. */
export function compileInOrder(
  policies: readonly (readonly [policy: GpuSharingPolicy, index: number])[],
): readonly CompiledPolicy[] {
  const sorted = [...policies].sort(([a], [b]) => {
    const byWeight = (b.spec.weight ?? 0) - (a.spec.weight ?? 0);
    return byWeight || (a.metadata.name < b.metadata.name ? -1 : 1);
  });
  return sorted.map(([{ metadata, spec }, index], order) => {
    return { name: metadata.name, index, order, spec, match: compileMatch(spec.match ?? {}) };
  });
}

function compileMatch(match: PolicyMatch): CompiledMatch {
  const { namespaceSelector, podSelector, kinds } = match;
  return {
    namespaces: unlessAny(match.namespaces),
    ofNamespace: namespaceSelector === undefined ? NONE : requirementsOf(namespaceSelector),
    ofPod: podSelector === undefined ? NONE : requirementsOf(podSelector),
    kinds,
    containers: unlessAny(match.containers),
  };
}

/** Patterns, unless one of them is for any name at all. */
function unlessAny(patterns: readonly string[] | undefined): readonly string[] | undefined {
  return patterns?.some((pattern) => /^\*+$/.test(pattern)) ? undefined : patterns;
}

/** Whether a policy is for every container. */
export function selectsAll({ match }: CompiledPolicy): boolean {
  const { namespaces, ofNamespace, ofPod, kinds, containers } = match;
  const lists = [namespaces, kinds, containers];
  return ofNamespace.length + ofPod.length === 0 && lists.every((list) => list === undefined);
}
