import type { Labels } from "../kubernetes/label-selector.ts";
import { checkConfig } from "../limits/check-config.ts";
import { readMinMemory } from "../options/min-memory.ts";
import { invalidOption } from "../options/option.ts";
import { optionsType } from "../options/option-names.ts";
import type { LimitsSource } from "../resolve/limits-source.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { unknownKeys } from "../result/unknown-keys.ts";
import { isObject, isRecord } from "../result/unknown-object.ts";
import { unreadable } from "../result/unreadable.ts";
import { checkPolicy } from "./check-policy.ts";
import { compileInOrder } from "./compiled-policy.ts";
import { contradictingPolicies } from "./contradicting-policies.ts";
import type { GpuSharingPolicy } from "./gpu-sharing-policy.ts";
import { NAMESPACE_NAME } from "./match-policy.ts";
import { PolicyIndex } from "./policy-index.ts";
import { policySchema } from "./policy-schema.ts";
import { type PolicySet, policySet } from "./policy-set.ts";

/** Options for `compilePolicies`. */
export interface PolicyOptions {
  /** The labels of each namespace, for `namespaceSelector`. `kubernetes.io/metadata.name` is known. */
  readonly namespaces?: Readonly<Record<string, Labels>> | undefined;
  /** What containers ask for: annotations, a config, a function. Its `"exempt"` exempts nothing. */
  readonly requested?: LimitsSource;
  /**
   * The smallest limit that policies may have.
   *
   * @defaultValue "512Mi"
   */
  readonly minMemory?: number | string | undefined;
}

/**
 * Compiles policies into a source of limits. They are evaluated in the order of their weights, then of
 * their names, whatever the order of the list.
 *
 * Issues: those of `validateGpuSharingPolicy`, with the index of the policy before the path;
 * `policy/duplicate-name`; `policy/contradiction` between two policies, where it can be known;
 * `options/*`. Warnings of `validateGpuSharingPolicy`. Never throws.
 *
 * @param policies - a {@link GpuSharingPolicyInput} each
 *
 * @example
 * ```ts
 * const policies = unwrap(compilePolicies(documents, { requested: annotationLimits() }));
 * const result = injectGpuConfig(deployment, policies.limits);
 * ```
 */
export function compilePolicies(
  policies: readonly unknown[],
  options: PolicyOptions = {},
): Result<PolicySet> {
  try {
    const settings = readOptions(options);
    if (!settings.ok) return settings;
    const checked = checkAll(policies, settings.value.minMemory);
    if (!checked.ok) return checked;
    const warnings = [...settings.warnings, ...checked.warnings];
    const compiled = compileInOrder(checked.value);
    const contradictions = contradictingPolicies(compiled);
    if (isNonEmpty(contradictions)) return failure(contradictions, warnings);
    const { namespaces, requested } = settings.value;
    return success(policySet(new PolicyIndex(compiled, namespaces), requested), warnings);
  } catch (error) {
    return unreadable(error);
  }
}

interface PolicySettings {
  readonly namespaces: ReadonlyMap<string, Labels>;
  readonly requested: unknown;
  readonly minMemory: number;
}

function readOptions(options: unknown): Result<PolicySettings> {
  if (!isObject(options)) return failure([optionsType(options)]);
  const known = ["namespaces", "requested", "minMemory"];
  const issues = unknownKeys(options, known, "options/unknown-key", [], "option");
  const minMemory = readMinMemory(options["minMemory"], ["minMemory"], issues);
  const namespaces = readNamespaces(options["namespaces"] ?? {}, issues);
  const requested = readRequested(options["requested"], minMemory);
  if (!requested.ok) issues.push(...requested.issues);
  return isNonEmpty(issues) || !requested.ok
    ? failure(issues as never, requested.warnings)
    : success({ namespaces, requested: requested.value, minMemory }, requested.warnings);
}

/** A config for all containers is checked once; an empty one requests nothing. */
function readRequested(source: unknown, minMemory: number): Result<unknown> {
  if (typeof source === "function") return success(source);
  const checked = checkConfig(source, minMemory);
  const at = (issue: Issue): Issue => ({ ...issue, path: ["requested", ...issue.path] });
  if (checked.ok) return success(checked.value.config, checked.warnings.map(at));
  const [{ code }] = checked.issues;
  return code === "config/missing" ? success(undefined) : failure(checked.issues.map(at) as never);
}

/** Copied, so that what is changed later changes nothing. */
function readNamespaces(input: unknown, issues: Issue[]): ReadonlyMap<string, Labels> {
  const namespaces = new Map<string, Labels>();
  const isLabels = (labels: unknown): labels is Labels =>
    isRecord(labels) && Object.values(labels).every((value) => typeof value === "string");
  for (const [name, labels] of isRecord(input) ? Object.entries(input) : [["", input] as const]) {
    if (isLabels(labels)) namespaces.set(name, { ...labels, [NAMESPACE_NAME]: name });
    else {
      const path = ["namespaces", ...(name === "" ? [] : [name])];
      const message = "must be an object from namespace to labels, all of them strings";
      issues.push(invalidOption(path, message, labels, 'write { "team-a": { tier: "gold" } }'));
    }
  }
  return namespaces;
}

function checkAll(
  policies: unknown,
  minMemory: number,
): Result<readonly (readonly [GpuSharingPolicy, number])[]> {
  if (!Array.isArray(policies)) {
    const message = "policies must be a list";
    return failure([newIssue("policy/type", [], message, "write [policy]", policies)]);
  }
  const issues: Issue[] = [];
  const warnings: Issue[] = [];
  const valid: (readonly [GpuSharingPolicy, number])[] = [];
  const indices = new Map<string, number>();
  const schema = policySchema();
  for (const [index, input] of policies.entries()) {
    const at = (issue: Issue): Issue => ({ ...issue, path: [index, ...issue.path] });
    const checked = checkPolicy(input, minMemory, schema);
    for (const warning of checked.warnings) warnings.push(at(warning));
    if (!checked.ok) {
      for (const issue of checked.issues) issues.push(at(issue));
      continue;
    }
    const { name } = checked.value.metadata;
    const other = indices.get(name);
    if (other !== undefined) issues.push(at(duplicateName(name, other)));
    indices.set(name, other ?? index);
    valid.push([checked.value, index]);
  }
  return isNonEmpty(issues) ? failure(issues, warnings) : success(valid, warnings);
}

function duplicateName(name: string, other: number): Issue {
  const message = `policy ${other} of the list has the same name`;
  const hint = "rename one of them: issues tell policies apart by their names";
  return newIssue("policy/duplicate-name", ["metadata", "name"], message, hint, name);
}
