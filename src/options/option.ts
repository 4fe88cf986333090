import { didYouMean } from "../result/did-you-mean.ts";
import type { FieldPath } from "../result/field-path.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { unknownKeys } from "../result/unknown-keys.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";
import { optionsType } from "./option-names.ts";

/** How one option is checked: against a list of choices, the default first, or by a function. */
export type Option<V> =
  | { readonly choices: readonly V[] }
  | { readonly default: V; readonly read: ReadOption<V> };

/**
 * Reads the value of an option that is there.
 *
 * @param issues - where to report what is wrong with it
 * @param before - the options that the table has before this one, read
 */
type ReadOption<V> = (value: unknown, path: FieldPath, issues: Issue[], before: UnknownObject) => V;

/** A table of options; `C` is what they are compiled to. */
export type OptionTable<C> = { readonly [K in keyof C]-?: Option<C[K]> };

/** How an option is written on the command line, and described there and in the documentation. */
export interface OptionFlag {
  readonly name: string;
  /** A placeholder for its value in help; a flag without one is a switch. */
  readonly value: string;
  /** Whether it may be given several times. */
  readonly repeats?: boolean;
  /** A few words. */
  readonly about: string;
}

/** Checks options against a table: every problem, or their values with the defaults filled in. */
export function readOptions<C extends object>(options: unknown, table: OptionTable<C>): Result<C> {
  if (!isObject(options)) return failure([optionsType(options)]);
  const issues = unknownKeys(options, Object.keys(table), "options/unknown-key", [], "option");
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(table)) {
    values[name] = readOption(options[name], name, table[name as keyof C], issues, values);
  }
  return isNonEmpty(issues) ? failure(issues) : success(values as C);
}

function readOption<V>(
  value: unknown,
  name: string,
  option: Option<V>,
  issues: Issue[],
  before: UnknownObject,
): V {
  if ("read" in option) {
    if (value !== undefined) return option.read(value, [name], issues, before);
    return Object.freeze(option.default);
  }
  const { choices } = option;
  const chosen = choices.find((one) => one === value);
  if (value !== undefined && chosen === undefined) {
    const issue = invalidOption([name], `must be one of ${choices.join(", ")}`, value);
    const meant = typeof value === "string" ? didYouMean(value, choices.map(String)) : undefined;
    issues.push(meant === undefined ? issue : { ...issue, suggestion: { value: meant } });
  }
  return chosen ?? (choices[0] as V);
}

export function invalidOption(
  path: FieldPath,
  message: string,
  value: unknown,
  hint?: string,
): Issue {
  return newIssue("options/value", path, message, hint, value);
}
