import type { OptionFlag } from "../../options/option.ts";

/** One option of a command: its name, what it takes, and how help describes it. */
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
  readonly flags: readonly Flag[];
  readonly examples: readonly string[];
}
