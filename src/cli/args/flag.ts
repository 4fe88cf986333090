import type { OptionFlag } from "../../options/option.ts";

/** An option of a command: its name, what it takes, and how help describes it. */
export interface Flag extends Omit<OptionFlag, "value"> {
  readonly short?: string;
  /** A placeholder for its value in help; an option without one is a switch. */
  readonly value?: string;
  /** Whether another option describes it in help. */
  readonly isHidden?: boolean;
  /** The only values it takes, the default first. */
  readonly choices?: readonly string[];
}

/** A command: what it does, which options it takes, how it is used. */
export interface CommandHelp {
  readonly name: string;
  /** What it works on, as help shows it. */
  readonly operands: string;
  readonly about: string;
  /** In addition to the common ones. */
  readonly flags: readonly Flag[];
  readonly examples: readonly string[];
}

const FORMATS = ["text", "json", "github", "sarif"] as const;

/** What reads a report: people, programs, GitHub at a pull request, code scanning. */
export type OutputFormat = (typeof FORMATS)[number];

/**
 * The option that says when the exit code is 1. Issues are always among it, except with `never`.
 *
 * @param others - what else the command can fail on
 */
export function failOnFlag(...others: readonly string[]): Flag {
  const choices = ["issue", ...others, "warning", "never"];
  return { name: "fail-on", value: "WHAT", choices, about: "exit 1 for" };
}

/** The options of every command. */
export const COMMON_FLAGS: Readonly<Record<"output" | "quiet" | "help", Flag>> = {
  output: {
    name: "output",
    short: "o",
    value: "FORMAT",
    choices: FORMATS,
    about: "format of the report",
  },
  quiet: { name: "quiet", short: "q", about: "report issues and warnings only" },
  help: { name: "help", short: "h", about: "show this help" },
};
