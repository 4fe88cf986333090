import type { GpuContainer } from "../find/gpu-container.ts";
import type { MpsConfig, MpsConfigInput } from "../limits/mps-config.ts";
import type { MpsConfigRecord } from "../limits/mps-config-record.ts";
import { askLimits } from "../resolve/ask-limits.ts";
import type { Decision } from "../resolve/decision.ts";
import { DEFAULT_CONTEXT, type LimitsContext, type LimitsFor } from "../resolve/limits-source.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { printable } from "../result/printable.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { unreadable } from "../result/unreadable.ts";
import { type AllowedLimits, allowedLimits } from "./allowed-limits.ts";
import type { CompiledPolicy } from "./compiled-policy.ts";
import { decideLimits, exemptingPolicies } from "./decide-limits.ts";
import type { PolicyIndex } from "./policy-index.ts";

/** Compiled policies. */
export interface PolicySet {
  /**
   * Decides the limits of a container. What it violates is an issue at a path of its object, with the
   * policies, and the path in each, as its `policies`.
   *
   * Issues: `policy/above-max`, `policy/below-min`, `policy/missing`, `policy/unknown-value`,
   * `policy/contradiction`, `policy/namespace-unknown`, and those of `validateMpsConfig` for what is
   * requested. Where `onViolation` is `"warn"`, the first four are warnings. Never throws.
   *
   * @param requested - in place of the option `requested`
   */
  readonly decide: (
    container: GpuContainer,
    requested?: MpsConfigInput | MpsConfig | MpsConfigRecord,
    context?: LimitsContext,
  ) => Result<Decision>;
  /** Tells what is allowed for a container, whatever it has. Issue: `policy/namespace-unknown`. */
  readonly allowed: (container: GpuContainer) => Result<AllowedLimits>;
  /** `decide` as a source of limits: for objects, text, streams and admission reviews. */
  readonly limits: LimitsFor;
}

/** @param source - what is requested: a `LimitsSource`, unchecked */
export function policySet(index: PolicyIndex, source: unknown): PolicySet {
  const decide: PolicySet["decide"] = (container, requested = source as never, context) => {
    try {
      return decideFor(container, requested, context ?? DEFAULT_CONTEXT, index);
    } catch (error) {
      return unreadable(error);
    }
  };
  return {
    decide,
    allowed(container) {
      try {
        const { policies, unknown } = index.find(container);
        const isKnown = unknown.length === 0;
        return isKnown
          ? success(allowedLimits(policies))
          : failure([namespaceUnknown(container, unknown)]);
      } catch (error) {
        return unreadable(error);
      }
    },
    limits: (container, context) => decide(container, undefined, context),
  };
}

function decideFor(
  container: GpuContainer,
  source: unknown,
  context: LimitsContext,
  index: PolicyIndex,
): Result<Decision> {
  const { policies, unknown } = index.find(container);
  if (exemptingPolicies(policies).length > 0) {
    return decideLimits(container, undefined, policies, context);
  }
  const { checked, issues, warnings } = askLimits(source, container, context);
  const all: Issue[] = [...issues];
  if (unknown.length > 0) all.push(namespaceUnknown(container, unknown));
  // To request nothing is no mistake.
  if (!checked.ok && checked.issues[0].code !== "config/missing") all.push(...checked.issues);
  const before = [...warnings, ...checked.warnings];
  if (isNonEmpty(all)) return failure(all, before);
  const requested = checked.ok ? checked.value.config : undefined;
  const decision = decideLimits(container, requested, policies, context);
  return { ...decision, warnings: [...before, ...decision.warnings] };
}

/** It depends on a namespace, or its labels, whether policies are for a container. */
function namespaceUnknown({ workload }: GpuContainer, unknown: readonly CompiledPolicy[]): Issue {
  const { namespace, path } = workload;
  const [missing, hint] =
    namespace === undefined
      ? ["the namespace, which is", "add metadata.namespace, or set the option namespace"]
      : [
          `the labels of namespace ${printable(namespace)}, which are`,
          "add them to the option namespaces",
        ];
  const policies = unknown.map(({ name, match }) => {
    const isByName = namespace === undefined && match.namespaces !== undefined;
    return { name, path: ["spec", "match", isByName ? "namespaces" : "namespaceSelector"] };
  });
  const names = policies.map(({ name }) => name).join(", ");
  const message = `whether policies apply depends on ${missing} not known: ${names}`;
  const at = [...path, "metadata", "namespace"];
  return { ...newIssue("policy/namespace-unknown", at, message, hint), policies };
}
