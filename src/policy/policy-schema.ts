import * as v from "valibot";
import {
  LABEL_OPERATORS,
  type LabelExpression,
  type Labels,
} from "../kubernetes/label-selector.ts";
import { isRecord } from "../result/unknown-object.ts";
import { type GpuSharingPolicySpec, REQUIRABLE, VIOLATION_ACTIONS } from "./gpu-sharing-policy.ts";

/** What the schema has as its messages, of which `policyIssue` makes issues. */
export type PolicyProblem = "object" | "list" | "labels" | "values" | Leaf;

/** The values of a policy that are neither objects nor lists. */
type Leaf =
  | "name"
  | "pattern"
  | "kind"
  | "key"
  | "value"
  | "weight"
  | "limits"
  | "namespace"
  | "boolean"
  | keyof Choices;

interface Choices {
  operator: typeof LABEL_OPERATORS;
  field: typeof REQUIRABLE;
  action: typeof VIOLATION_ACTIONS;
}

const SUBDOMAIN = "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*";
const LABEL_NAME = "[A-Za-z0-9](?:[-_.A-Za-z0-9]*[A-Za-z0-9])?";

/** Each as a pattern, a list of choices, or a type. Labels are as the API server validates them. */
export const LEAVES: {
  readonly [L in Leaf]: L extends keyof Choices ? Choices[L] : string | readonly unknown[];
} = {
  name: `^(?=.{1,253}$)${SUBDOMAIN}$`,
  pattern: "^[a-z0-9*-]{1,253}$",
  kind: "^[A-Z][A-Za-z0-9]{0,62}$",
  key: `^(?:(?=[^/]{1,253}/)${SUBDOMAIN}/)?(?=[^/]{1,63}$)${LABEL_NAME}$`,
  value: `^(?=.{0,63}$)(?:${LABEL_NAME})?$`,
  operator: LABEL_OPERATORS,
  field: REQUIRABLE,
  action: VIOLATION_ACTIONS,
  boolean: [true, false],
  weight: "integer",
  limits: "object",
  namespace: [],
};

/** A policy, its limits unchecked. */
export interface ParsedPolicy {
  metadata: { name: string };
  spec: GpuSharingPolicySpec<unknown, unknown>;
}

/**
 * The schema of a policy. Unknown keys are found apart from it, and limits are checked as those of a
 * config. See docs/adr/0004-issue-codes-as-schema-messages.md.
 */
export function policySchema(): v.GenericSchema<unknown, ParsedPolicy> {
  const optional = (leaf: Leaf) => v.optional(one(leaf));
  const some = (leaf: Leaf) => v.optional(list(one(leaf)));
  const selector = v.optional(
    object({
      matchLabels: v.optional(labels()),
      matchExpressions: v.optional(v.array(expression(), "list")),
    }),
  );
  const schema = object({
    metadata: object({ name: one("name"), namespace: optional("namespace") }),
    spec: object({
      weight: optional("weight"),
      match: v.optional(
        object({
          namespaces: some("pattern"),
          namespaceSelector: selector,
          podSelector: selector,
          kinds: some("kind"),
          containers: some("pattern"),
        }),
      ),
      default: optional("limits"),
      min: optional("limits"),
      max: optional("limits"),
      require: some("field"),
      onViolation: optional("action"),
      exempt: optional("boolean"),
    }),
  });
  return schema as unknown as v.GenericSchema<unknown, ParsedPolicy>;
}

function one(leaf: Leaf) {
  return v.custom(checkFor(leaf), leaf);
}

function checkFor(leaf: Leaf): (value: unknown) => boolean {
  const values: string | readonly unknown[] = LEAVES[leaf];
  if (typeof values !== "string") return (value) => values.includes(value);
  if (leaf === "weight") return Number.isSafeInteger;
  if (leaf === "limits") return isRecord;
  const pattern = new RegExp(values);
  return (value) => typeof value === "string" && pattern.test(value);
}

/** An empty list selects either nothing or everything, depending on whom one asks. */
function list<S extends v.GenericSchema>(item: S) {
  const isList = (value: unknown) => Array.isArray(value) && value.length > 0;
  return v.pipe(v.custom<unknown[]>(isList, "list"), v.array(item));
}

/** valibot's own `object` accepts lists; a key that is missing has the message of the object. */
function object<E extends v.ObjectEntries>(entries: E) {
  return v.pipe(v.custom<object>(isRecord, "object"), v.object(entries, "object"));
}

/** valibot's own `record` silently skips keys such as `constructor`, which labels may have. */
function labels() {
  const [isKey, isValue] = [checkFor("key"), checkFor("value")];
  return v.pipe(
    v.custom<Labels>(isRecord, "labels"),
    v.rawTransform(({ dataset, addIssue }) => {
      const input = dataset.value;
      for (const [key, value] of Object.entries(input)) {
        const refuse = (message: PolicyProblem, found: unknown): void => {
          const path = [{ type: "object", origin: "value", input, key, value }] as const;
          addIssue({ message, input: found, path: [...path] });
        };
        if (!isKey(key)) refuse("key", key);
        if (!isValue(value)) refuse("value", value);
      }
      return input;
    }),
  );
}

function expression() {
  const values = v.optional(v.array(one("value"), "list"));
  const fits = (value: unknown) => {
    const { operator, values: given = [] } = value as LabelExpression;
    return (operator === "In" || operator === "NotIn") === given.length > 0;
  };
  const fields = object({ key: one("key"), operator: one("operator"), values });
  return v.pipe(fields, v.custom(fits, "values"));
}
