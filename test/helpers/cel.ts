import { Environment } from "@marcbachmann/cel-js";
import type { MutatingAdmissionPolicy, ValidatingAdmissionPolicy } from "kube-mps/admission";
import { applyPatch, type Operation } from "rfc6902";
import { parseQuantity } from "../../src/kubernetes/quantity/parse-quantity.ts";

/** A quantity, as the CEL library of Kubernetes has it. */
class Quantity {
  readonly #value: bigint;

  constructor(text: string) {
    const value = parseQuantity(text);
    if (typeof value === "string") throw new Error(`not a quantity: ${text}`);
    this.#value = value;
  }

  isGreaterThan(other: Quantity): boolean {
    return this.#value > other.#value;
  }
}

/** What `lists.` and `jsonpatch.` are called on. */
class Library {}

/** The environment of admission policies, as far as ours use it. */
const environment = new Environment({
  enableOptionalTypes: true,
  homogeneousAggregateLiterals: false,
})
  .registerVariable("object", "dyn")
  .registerVariable("variables", "dyn")
  .registerType("Quantity", Quantity)
  .registerType("Library", Library)
  .registerVariable("lists", "Library")
  .registerVariable("jsonpatch", "Library")
  .registerFunction("quantity(dyn): Quantity", (text) => new Quantity(text))
  .registerFunction("Quantity.isGreaterThan(Quantity): bool", (a, b) => a.isGreaterThan(b))
  .registerFunction("Library.range(int): list<int>", (_, size: bigint) =>
    Array.from({ length: Number(size) }, (__, index) => BigInt(index)),
  )
  .registerFunction("Library.escapeKey(dyn): string", (_, key: string) =>
    key.replaceAll("~", "~0").replaceAll("/", "~1"),
  )
  .registerFunction("list.flatten(): list<dyn>", (list: unknown[]) => list.flat());

/**
 * The evaluator has no messages: `JSONPatch{op: 'add'}` is evaluated as `{'op': 'add'}`. And it knows `has`
 * of names only, not of an item of a list.
 */
function withoutMessages(expression: string): string {
  return expression
    .replaceAll(
      /JSONPatch\{op: ('\w+'),\s+path: (.*?),\s+value: /gs,
      "{'op': $1, 'path': $2, 'value': ",
    )
    .replaceAll(/\bhas\(([\w.[\]]+)\.(\w+)\)/g, "$1.?$2.hasValue()");
}

function evaluate(expression: string, context: Record<string, unknown>): unknown {
  const library = new Library();
  const all = { lists: library, jsonpatch: library, variables: {}, ...context };
  return environment.evaluate(withoutMessages(expression), all);
}

/** Whether an expression is accepted by the type checker; throws with what is wrong. */
export function typeCheck(expression: string): void {
  const { valid, error } = environment.check(withoutMessages(expression));
  if (!valid) throw error ?? new Error(expression);
}

/** Every expression of a policy. */
export function expressionsOf(
  policy: MutatingAdmissionPolicy | ValidatingAdmissionPolicy,
): string[] {
  const variables = policy.spec.variables.map(({ expression }) => expression);
  if (policy.kind === "MutatingAdmissionPolicy") {
    return [...variables, ...policy.spec.mutations.map(({ jsonPatch }) => jsonPatch.expression)];
  }
  const validations = policy.spec.validations.flatMap((one) => [
    one.expression,
    one.messageExpression,
  ]);
  return [...variables, ...validations];
}

type Variables = MutatingAdmissionPolicy["spec"]["variables"];

function variablesOf(variables: Variables, object: unknown): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { name, expression } of variables) {
    values[name] = evaluate(expression, { object, variables: values });
  }
  return values;
}

/** A pod as a policy of the server leaves it: one mutation after the other, each of what is there. */
export function mutated<T>(policy: MutatingAdmissionPolicy, pod: T): T {
  let object = storedPod(pod);
  for (const { jsonPatch } of policy.spec.mutations) {
    const variables = variablesOf(policy.spec.variables, object);
    const patch = evaluate(jsonPatch.expression, { object, variables }) as Operation[];
    const errors = applyPatch(object, structuredClone(patch)).filter((error) => error !== null);
    if (errors.length > 0) throw errors[0];
    object = storedPod(object);
  }
  return object;
}

/** The message with which a policy rejects a pod, if it does. */
export function rejection(policy: ValidatingAdmissionPolicy, pod: unknown): string | undefined {
  const object = storedPod(pod);
  const variables = variablesOf(policy.spec.variables, object);
  for (const { expression, messageExpression } of policy.spec.validations) {
    if (evaluate(expression, { object, variables }) !== true) {
      return String(evaluate(messageExpression, { object, variables }));
    }
  }
  return undefined;
}

/** A pod as the server decodes it: no nulls, quantities are strings, an empty `limits` is dropped. */
export function storedPod<T>(pod: T): T {
  return JSON.parse(JSON.stringify(pod), (key, value: unknown) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const entries = Object.entries(value).filter(([, one]) => one !== null);
    if (key !== "limits" && key !== "requests") return Object.fromEntries(entries);
    if (entries.length === 0) return undefined;
    return Object.fromEntries(entries.map(([name, quantity]) => [name, String(quantity)]));
  });
}
