import { parseArgs } from "node:util";
import { didYouMean } from "../../result/did-you-mean.ts";
import { UsageError } from "../usage-error.ts";
import type { Flag } from "./flag.ts";

/** The options and operands of a command line, checked against the options of a command. */
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

  /** How many options and operands name standard input; without operands it is read, too. */
  get readsOfStdin(): number {
    const all = [...this.#values.values(), this.operands].flat();
    return all.filter((one) => one === "-").length + (this.operands.length === 0 ? 1 : 0);
  }

  /** The value of an option that is a number; whether it is in range is for the library to say. */
  number(name: string): number | undefined {
    const text = this.one(name);
    if (text === undefined) return undefined;
    if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
    const digits = /\d+/.exec(text)?.[0];
    throw new UsageError(
      `--${name} must be a number, not "${text}"`,
      digits && `did you mean --${name} ${digits}?`,
    );
  }

  /** Every value of an option that repeats, as key and value. */
  pairs(name: string, example: string): readonly (readonly [key: string, value: string])[] {
    return this.all(name).map((text) => {
      const at = text.lastIndexOf("=");
      if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)];
      throw new UsageError(
        `--${name} must be KEY=VALUE, not "${text}"`,
        `write --${name} ${example}`,
      );
    });
  }
}

/**
 * Parses options and operands, in any order; `--` ends the options, `-` is an operand.
 *
 * @throws UsageError with a hint, for the first mistake
 */
export function parseFlags(argv: readonly string[], flags: readonly Flag[]): ParsedFlags {
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(flags.map((flag) => [flag.name, parseOption(flag)])),
    // Not strict: its own messages do not say what to write instead.
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

function parseOption({ value, short }: Flag): { type: "string" | "boolean"; short?: string } {
  const type = value === undefined ? "boolean" : "string";
  return short === undefined ? { type } : { type, short };
}

function checkedValue(flag: Flag, value: string | undefined): string {
  const { name, choices } = flag;
  if (flag.value === undefined) {
    if (value !== undefined) throw new UsageError(`--${name} takes no value`, `write --${name}`);
    return "";
  }
  if (value === undefined || value === "") {
    const example = choices?.[0] ?? flag.value;
    throw new UsageError(`--${name} requires a value`, `write --${name} ${example}`);
  }
  if (choices !== undefined && !choices.includes(value)) {
    const meant = didYouMean(value, choices);
    throw new UsageError(
      `--${name} must be one of ${choices.join(", ")}, not "${value}"`,
      meant && `did you mean --${name} ${meant}?`,
    );
  }
  return value;
}

function unknownFlag(written: string, flags: readonly Flag[]): UsageError {
  const names = flags.map(({ name }) => name);
  const meant = written.startsWith("--") ? didYouMean(written.slice(2), names) : undefined;
  return new UsageError(
    `unknown option ${written}`,
    meant ? `did you mean --${meant}?` : "--help lists the options",
  );
}
