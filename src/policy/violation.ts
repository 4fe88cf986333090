import { MIB } from "../kubernetes/quantity/mebibytes.ts";
import { NO_LIMIT, pathOfLimit } from "../limits/limit-values.ts";
import type { MpsField } from "../limits/mps-config.ts";
import { formatPath } from "../result/field-path.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import type { FieldLimit } from "./field-limit.ts";
import {
  type FieldRules,
  formatLimit,
  nearestLimit,
  type PolicyRule,
  refTo,
} from "./policy-rules.ts";

const NOUNS: Readonly<Record<MpsField, string>> = {
  pinnedDeviceMemoryLimit: "memory limit",
  activeThreadPercentage: "thread limit",
  clientPriority: "client priority",
};

/** The one issue for a limit that violates rules, or is not known. */
export function violation(
  limit: FieldLimit,
  device: string,
  value: number,
  violated: readonly PolicyRule[],
  rules: FieldRules,
): Issue {
  const { field, path, isUnknown, defaultOf, received } = limit;
  const noun = device === "" ? NOUNS[field] : `${NOUNS[field]} of device ${device}`;
  const isLow = rules.min !== undefined && value < rules.min.bound;
  const isMissing = violated.some(({ rule }) => rule === "require");
  let [code, problem]: [Issue["code"], string] = isLow
    ? ["policy/below-min", "too low"]
    : ["policy/above-max", "too high"];
  if (isUnknown) [code, problem] = ["policy/unknown-value", `the ${noun} is not known`];
  else if (value === NO_LIMIT) {
    [code, problem] = [isMissing ? "policy/missing" : code, `there is no ${noun}`];
  } else {
    const from = defaultOf === undefined ? "" : ` from policy ${defaultOf.name}`;
    problem = `the ${noun}${from}, ${formatLimit(field, value)}, is ${problem}`;
  }
  const said = violated.map((rule) => describe(rule, field)).join(", ");
  const issue = newIssue(code, path, `${problem}: ${said}`, adviceFor(limit, rules));
  const own = defaultOf && {
    name: defaultOf.name,
    path: ["spec", "default", ...pathOfLimit(field, device)],
  };
  return {
    ...issue,
    ...(received !== undefined && { received }),
    ...suggestion(limit, nearestLimit(rules, value)),
    policies: [...(own === undefined ? [] : [own]), ...violated.map((rule) => refTo(rule, field))],
  };
}

/** `at most 16Gi by policy research, spec.max.pinnedDeviceMemoryLimit`. */
function describe(rule: PolicyRule, field: MpsField): string {
  const { name, path } = refTo(rule, field);
  return `${sayRule(rule, field)} by policy ${name} (${formatPath(path)})`;
}

function sayRule({ rule, bound }: PolicyRule, field: MpsField): string {
  if (rule === "require") return "required";
  return `at ${rule === "min" ? "least" : "most"} ${formatLimit(field, bound)}`;
}

function adviceFor({ field, isUnknown }: FieldLimit, { min, max }: FieldRules): string {
  const bounds = [min, max].flatMap((rule) => (rule === undefined ? [] : sayRule(rule, field)));
  const wanted = bounds.length === 0 ? field : bounds.join(" and ");
  return isUnknown ? `write the value itself, ${wanted}` : `write ${wanted}`;
}

/** The nearest limit, where it can simply take the place of what is there. */
function suggestion(
  { field, from, isUnknown, values }: FieldLimit,
  nearest: number | undefined,
): Pick<Issue, "suggestion"> {
  if (nearest === undefined || from === "container" || isUnknown || values.size > 1) return {};
  if (field !== "pinnedDeviceMemoryLimit" || from === "annotation") {
    return { suggestion: { value: formatLimit(field, nearest) } };
  }
  const [device] = values.keys();
  return { suggestion: { value: `${device}=${nearest / MIB}M` } };
}

/** A minimum above a maximum. */
export function contradiction(field: MpsField, min: PolicyRule, max: PolicyRule): Issue {
  const said = [min, max].map((rule) => describe(rule, field)).join(", ");
  const message = `no ${NOUNS[field]} is possible: ${said}`;
  const policies = [refTo(min, field), refTo(max, field)];
  return {
    ...newIssue("policy/contradiction", [], message, "change one of the policies"),
    policies,
  };
}
