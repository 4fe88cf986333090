import type { BaseIssue } from "valibot";
import { didYouMean } from "../result/did-you-mean.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { LEAVES, type PolicyProblem } from "./policy-schema.ts";

const TEXTS: Readonly<Partial<Record<PolicyProblem, readonly [message: string, hint?: string]>>> = {
  object: ["must be an object"],
  list: ["must be a list that is not empty", "omit it to select everything, or require nothing"],
  limits: ["must be an object of limits", "write { pinnedDeviceMemoryLimit: 4Gi }"],
  name: [
    "must be a name as those of Kubernetes objects",
    "write lower-case letters, digits, - and .",
  ],
  namespace: ["a policy has no namespace", "select namespaces by spec.match.namespaces"],
  weight: ["must be a whole number"],
  pattern: ["must be a name, or a pattern with *", "exclude names by a selector with NotIn"],
  kind: ["must be a kind, without its API group", "write it as manifests do: Deployment"],
  labels: ["must be an object from label to value"],
  key: ["must be the key of a label"],
  value: ["must be the value of a label, a string", "put what YAML reads differently in quotes"],
  values: ["In and NotIn need values, Exists and DoesNotExist have none"],
};

/** The issue for a problem that the schema found. */
export function policyIssue({
  message,
  type,
  path = [] as never,
  input,
}: BaseIssue<unknown>): Issue {
  const problem = message as PolicyProblem;
  const at = path.map(({ key }) => key as string | number);
  const isSelector = at[1] === "match" && String(at[2]).endsWith("Selector");
  const code = isSelector ? "policy/selector" : "policy/value";
  if (type === "object") return newIssue(code, at, `${at.at(-1)} is required`);
  const [text, hint] = TEXTS[problem] ?? [
    `must be one of ${LEAVES[problem as "field"].join(", ")}`,
  ];
  const value = meantValue(problem, input);
  const issue = newIssue(
    code,
    at,
    text,
    value === undefined ? hint : `write ${JSON.stringify(value)}`,
    input,
  );
  return value === undefined ? issue : { ...issue, suggestion: { value } };
}

/** The one value that was probably meant. */
function meantValue(problem: PolicyProblem, input: unknown): string | number | undefined {
  switch (problem) {
    case "operator":
    case "field":
    case "action":
      return typeof input === "string" ? didYouMean(input, LEAVES[problem]) : undefined;
    case "value":
      return typeof input === "number" || typeof input === "boolean" ? String(input) : undefined;
    case "weight":
      return typeof input === "string" && /^-?\d{1,15}$/.test(input) ? Number(input) : undefined;
    case "name":
    case "pattern":
      return typeof input === "string" && /^[\w*-]{1,253}$/.test(input) && !input.includes("_")
        ? input.toLowerCase()
        : undefined;
    default:
      return undefined;
  }
}
