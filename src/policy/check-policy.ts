import * as v from "valibot";
import { OWN_API_VERSION } from "../kubernetes/own-group.ts";
import { EDITOR_KEY } from "../limits/check-config.ts";
import type { FieldPath } from "../result/field-path.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { unknownKeys } from "../result/unknown-keys.ts";
import { isRecord, type UnknownObject } from "../result/unknown-object.ts";
import { checkLimits } from "./check-limits.ts";
import { type GpuSharingPolicy, POLICY_KIND } from "./gpu-sharing-policy.ts";
import { policyIssue } from "./policy-issue.ts";
import { type ParsedPolicy, policySchema } from "./policy-schema.ts";

/** What others call the fields. */
const SYNONYMS: Readonly<Record<string, string>> = {
  priority: "weight",
  selector: "podSelector",
  minAllowed: "min",
  maxAllowed: "max",
};

/** Of every object of ours, in addition to what the schema describes. */
const OBJECT_KEYS = ["apiVersion", "kind", "status", EDITOR_KEY];

/** Checks a policy by every rule: all problems, or the canonical policy. */
export function checkPolicy(
  input: unknown,
  minMemory: number,
  schema: ReturnType<typeof policySchema> = policySchema(),
): Result<GpuSharingPolicy> {
  if (!isRecord(input)) {
    const hint = `write an object of kind ${POLICY_KIND}`;
    return failure([newIssue("policy/type", [], "a policy must be an object", hint, input)]);
  }
  const others = [
    ...otherKind(input, "apiVersion", OWN_API_VERSION),
    ...otherKind(input, "kind", POLICY_KIND),
  ];
  // Of an object of another kind there is nothing else to say.
  if (isNonEmpty(others)) return failure(others);
  const issues: Issue[] = [];
  collectUnknownKeys(input, schema, [], issues);
  const parsed = v.safeParse(schema, input);
  for (const issue of parsed.issues ?? []) issues.push(policyIssue(issue));
  const warnings: Issue[] = [];
  const { spec } = input;
  const limits = isRecord(spec) ? checkLimits(spec, minMemory, issues, warnings) : {};
  if (isNonEmpty(issues)) return failure(issues, warnings);
  const { metadata, spec: rest } = parsed.output as ParsedPolicy;
  const policy = canonical({
    apiVersion: OWN_API_VERSION,
    kind: POLICY_KIND,
    metadata: { name: metadata.name },
    spec: { ...rest, default: undefined, min: undefined, max: undefined, ...limits },
  } as GpuSharingPolicy);
  return success(policy, [...warnings, ...withoutEffect(policy)]);
}

function otherKind(object: UnknownObject, key: string, value: string): Issue[] {
  if (object[key] === value) return [];
  const message = `the ${key} of a policy must be ${value}`;
  const issue = newIssue("policy/type", [key], message, `write ${key}: ${value}`, object[key]);
  return [{ ...issue, suggestion: { value } }];
}

/** Follows the schema through an object, to find the keys that it does not have. */
function collectUnknownKeys(
  input: unknown,
  schema: v.GenericSchema,
  path: FieldPath,
  issues: Issue[],
): void {
  if ("wrapped" in schema) {
    collectUnknownKeys(input, schema.wrapped as v.GenericSchema, path, issues);
  } else if ("pipe" in schema) {
    const parts = schema.pipe as readonly v.GenericSchema[];
    for (const part of parts.slice(0, 2))
      if (part !== schema) collectUnknownKeys(input, part, path, issues);
  } else if ("item" in schema && Array.isArray(input)) {
    for (const [index, item] of input.entries()) {
      collectUnknownKeys(item, schema.item as v.GenericSchema, [...path, index], issues);
    }
  } else if ("entries" in schema && isRecord(input)) {
    const entries = schema.entries as Readonly<Record<string, v.GenericSchema>>;
    const known = Object.keys(entries);
    // Kubernetes knows more metadata than we read.
    if (path[0] !== "metadata") {
      const all = path.length === 0 ? [...OBJECT_KEYS, ...known] : known;
      issues.push(...unknownKeys(input, all, "policy/unknown-key", path, "key", SYNONYMS));
    }
    for (const key of known) {
      collectUnknownKeys(input[key], entries[key] as v.GenericSchema, [...path, key], issues);
    }
  }
}

/** Plain data without what is `undefined`, deeply frozen. */
function canonical<T extends object>(value: T): T {
  return frozen(JSON.parse(JSON.stringify(value)));
}

function frozen<T extends object>(value: T): T {
  for (const child of Object.values(value)) if (typeof child === "object") frozen(child);
  return Object.freeze(value);
}

function withoutEffect({ spec }: GpuSharingPolicy): Issue[] {
  const { match, exempt, default: limits, min, max, require: required } = spec;
  const hasRules = [limits, min, max, required].some((rules) => rules !== undefined);
  const warnings: Issue[] = [];
  if (exempt === true && hasRules) {
    const message = "an exempt container gets no limits: the other rules do nothing";
    const hint = "remove exempt, or the rules";
    warnings.push(newIssue("policy/no-effect", ["spec", "exempt"], message, hint));
  } else if (exempt !== true && !hasRules) {
    const hint = "add default, min, max, require or exempt";
    warnings.push(newIssue("policy/no-effect", ["spec"], "the policy has no rules", hint));
  }
  const kinds = match?.kinds;
  if (kinds !== undefined && !kinds.includes("Pod")) {
    const message =
      "in a webhook for Pods this selects nothing: Pods that these kinds make have kind Pod";
    const hint = "select by podSelector, or add Pod";
    warnings.push(newIssue("policy/match-kinds", ["spec", "match", "kinds"], message, hint, kinds));
  }
  return warnings;
}
