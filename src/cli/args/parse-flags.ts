import { parseArgs } from "node:util";
import { didYouMean } from "../../result/did-you-mean.ts";
import { UsageError } from "../usage-error.ts";
import type { Flag } from "./flag.ts";

/** What was written on the command line, checked against the options of a command. */
export class ParsedFlags {
  readonly operands: readonly string[];
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(operands: readonly string[], values: ReadonlyMap<string, readonly string[]>) {
    this.operands = operands;
    this.#values = values;
  }

  /** Whether a switch is on. */
  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** The value of an option. */
  one(name: string): string | undefined {
    return this.#values.get(name)?.[0];
  }

  /** Every value of an option that repeats. */
  all(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }
}

/**
 * Reads options and operands, in any order; `--` ends the options, `-` is an operand.
 *
 * @throws {@link UsageError} with a hint, at the first thing that is wrong
 */
export function parseFlags(argv: readonly string[], flags: readonly Flag[]): ParsedFlags {
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(flags.map((flag) => [flag.name, parseOption(flag)])),
    // Not strict: its own messages speak of programs, not of what to write.
    strict: false,
    tokens: true,
  });
  const operands: string[] = [];
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === "positional") operands.push(token.value);
    if (token.kind !== "option") continue;
    const flag = flags.find(({ name }) => name === token.name);
    if (flag === undefined) throw unknownFlag(token.rawName, flags);
    const value = checkedValue(flag, token.value);
    const before = values.get(flag.name);
    if (before === undefined) values.set(flag.name, [value]);
    else if (flag.repeats) before.push(value);
    else if (flag.value !== undefined) throw new UsageError(`--${flag.name} is given twice`);
  }
  return new ParsedFlags(operands, values);
}

function parseOption(flag: Flag): { type: "string" | "boolean"; short?: string } {
  const type = flag.value === undefined ? "boolean" : "string";
  return flag.short === undefined ? { type } : { type, short: flag.short };
}

function checkedValue(flag: Flag, value: string | undefined): string {
  const { name, choices } = flag;
  if (flag.value === undefined) {
    if (value !== undefined) throw new UsageError(`--${name} takes no value`, `write --${name}`);
    return "";
  }
  if (value === undefined || value === "") {
    throw new UsageError(
      `--${name} needs a value`,
      `write --${name} ${choices?.[0] ?? flag.value}`,
    );
  }
  if (choices !== undefined && !choices.includes(value)) {
    const meant = didYouMean(value, choices);
    throw new UsageError(
      `--${name} must be one of ${choices.join(", ")}, not "${value}"`,
      meant === undefined ? undefined : `did you mean --${name} ${meant}?`,
    );
  }
  return value;
}

function unknownFlag(written: string, flags: readonly Flag[]): UsageError {
  const names = flags.map(({ name }) => name);
  const meant = written.startsWith("--") ? didYouMean(written.slice(2), names) : undefined;
  return new UsageError(
    `unknown option ${written}`,
    meant === undefined ? "--help lists the options" : `did you mean --${meant}?`,
  );
}
