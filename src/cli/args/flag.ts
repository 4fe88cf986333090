import type { OptionFlag } from "../../options/option.ts";

/** An option of a command: its name, what it takes, and how help describes it. */
export interface Flag extends Omit<OptionFlag, "value"> {
  readonly short?: string;
  /** A placeholder for its value in help; an option without one is a switch. */
  readonly value?: string;
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

const FORMATS = ["text", "json", "github"] as const;

/** What reads a report: people, programs, or GitHub at a pull request. */
export type OutputFormat = (typeof FORMATS)[number];

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
