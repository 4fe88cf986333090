import { invalidOption, type Option } from "../options/option.ts";
import type { FieldPath } from "../result/field-path.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { unknownKeys } from "../result/unknown-keys.ts";
import { isRecord } from "../result/unknown-object.ts";

/** 16 TiB: more than any card has, and small enough for exact sums. */
export const MAX_MIB = 16_777_216;

/** More cards than a node has, and more clients or replicas than a card. */
export const MAX_PARTS = 1024;

const MAX_INDEX = Number.MAX_SAFE_INTEGER;

/** The whole numbers that a field may be, and what it is if it is absent; required without that. */
type Bounds =
  | readonly [least: number, most: number]
  | readonly [least: number, most: number, absent: number | undefined];

/** What a field may be. Only names, lists, and numbers without a value for absent ones, are required. */
export type Rule =
  | Bounds
  | "name"
  | "string"
  | "labels"
  | "path"
  | "list"
  | "part"
  | { readonly oneOf: Choices };
type Choices = readonly (string | boolean)[];

/** Reads the fields of an object, and reports what is wrong with them and with its keys. */
export function readFields<T extends object>(
  input: unknown,
  rules: { readonly [K in keyof T]-?: Rule },
  path: FieldPath,
  issues: Issue[],
): T {
  if (!isRecord(input)) {
    issues.push(newIssue("capacity/value", path, "must be an object", undefined, input));
    return {} as T;
  }
  const names = Object.keys(rules) as (keyof T & string)[];
  issues.push(...unknownKeys(input, names, "capacity/unknown-key", path, "key"));
  const values: Partial<Record<keyof T, unknown>> = {};
  for (const name of names) {
    const rule = rules[name];
    const value = input[name];
    if (value === undefined && !isRequired(rule)) {
      values[name] = Array.isArray(rule) ? rule[2] : undefined;
      continue;
    }
    const message = problemOf(value, rule);
    if (message === undefined) {
      values[name] = value === 0 ? 0 : value; // never -0
      continue;
    }
    values[name] = Array.isArray(rule) ? rule[0] : undefined;
    issues.push(newIssue("capacity/value", [...path, name], message, undefined, value));
  }
  return values as T;
}

function isRequired(rule: Rule): boolean {
  return rule === "name" || rule === "list" || (Array.isArray(rule) && rule.length === 2);
}

function problemOf(value: unknown, rule: Rule): string | undefined {
  if (rule === "labels") {
    const isValid = isRecord(value) && Object.values(value).every(isText);
    return isValid ? undefined : "must be an object of strings";
  }
  if (rule === "path") {
    const isValid =
      Array.isArray(value) && value.every((step) => isText(step) || isWithin(step, 0, MAX_INDEX));
    return isValid ? undefined : "must be a path";
  }
  if (rule === "part") return isWithin(value, 0, 1) ? undefined : "must be a number from 0 to 1";
  if (rule === "list") return Array.isArray(value) ? undefined : "must be a list";
  if (typeof rule === "string") return isText(value) ? undefined : "must be a string";
  if ("oneOf" in rule) {
    const isChoice = rule.oneOf.some((choice) => choice === value);
    return isChoice ? undefined : `must be one of ${rule.oneOf.join(", ")}`;
  }
  const [least, most] = rule;
  const isValid = Number.isInteger(value) && isWithin(value, least, most);
  return isValid ? undefined : `must be a whole number from ${least} to ${most}`;
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

export function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === "number" && least <= value && value <= most;
}

/** An option that is a number. */
export function numberOption(absent: number, least: number, most: number): Option<number> {
  return {
    default: absent,
    read(value, path, issues) {
      if (isWithin(value, least, most)) return value;
      issues.push(invalidOption(path, `must be a number from ${least} to ${most}`, value));
      return absent;
    },
  };
}

/** Without the error of floating-point arithmetic: 1100 for 1000 x 1.1. */
export function exact(value: number): number {
  return Number(value.toPrecision(12));
}
