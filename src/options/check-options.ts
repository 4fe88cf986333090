import type { FieldPath } from "../result/field-path.ts";
import type { Issue } from "../result/issue.ts";
import { unknownKeys } from "../result/unknown-keys.ts";
import { isObject } from "../result/unknown-object.ts";
import { invalidOption } from "./option.ts";
import { optionsType } from "./option-names.ts";

/** What is wrong with the value of an option, if anything is. */
export type Check = (value: unknown, path: FieldPath) => Issue | undefined;

/** Checks options by one function for each. */
export function checkOptions(options: unknown, checks: Readonly<Record<string, Check>>): Issue[] {
  if (!isObject(options)) return [optionsType(options)];
  const issues = unknownKeys(options, Object.keys(checks), "options/unknown-key", [], "option");
  for (const [name, check] of Object.entries(checks)) {
    const issue = check(options[name], [name]);
    if (issue !== undefined) issues.push(issue);
  }
  return issues;
}

export function optional(check: Check): Check {
  return (value, path) => (value === undefined ? undefined : check(value, path));
}

export function whole(least: number, most: number): Check {
  return (value, path) => {
    const isValid = Number.isInteger(value) && (value as number) >= least;
    if (isValid && (value as number) <= most) return undefined;
    return invalidOption(path, `must be a whole number from ${least} to ${most}`, value);
  };
}

/** The memory of a card: up to 16 TiB, far more than any has. */
export function cardMemory(value: unknown, path: FieldPath): Issue | undefined {
  const issue = whole(1, 16_777_216)(value, path);
  const hint = "write the memory of one card in MiB, as the label nvidia.com/gpu.memory has it";
  return issue && { ...issue, hint };
}

export function flag(value: unknown, path: FieldPath): Issue | undefined {
  return typeof value === "boolean" ? undefined : invalidOption(path, "must be a boolean", value);
}

export function oneOf(...choices: readonly unknown[]): Check {
  return (value, path) =>
    choices.includes(value)
      ? undefined
      : invalidOption(path, `must be one of ${choices.join(", ")}`, value);
}

export function text(pattern: RegExp, expected: string): Check {
  return (value, path) =>
    typeof value === "string" && pattern.test(value)
      ? undefined
      : invalidOption(path, `must be ${expected}`, value);
}

/** A label of DNS, as Kubernetes names containers and namespaces. */
export function dnsLabel(value: unknown, path: FieldPath): Issue | undefined {
  return text(/^(?=.{1,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, "a DNS label")(value, path);
}

/** Dot-separated labels, as Kubernetes names most objects. */
export function dnsSubdomain(value: unknown, path: FieldPath): Issue | undefined {
  const pattern = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
  return text(pattern, "a DNS subdomain")(value, path);
}
