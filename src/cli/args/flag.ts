/** One option of a command: what it is called, what it takes, and what help says of it. */
export interface Flag {
  readonly name: string;
  readonly short?: string;
  /** What stands for its value in help; an option without one is a switch. */
  readonly value?: string;
  /** The only values it takes, the default first. */
  readonly choices?: readonly string[];
  /** Whether it may be given several times. */
  readonly repeats?: boolean;
  /** What help says, in a few words. */
  readonly about: string;
}

/** A command: what it does, which options it takes, how it is used. */
export interface CommandHelp {
  readonly name: string;
  /** What it works on, as help writes it. */
  readonly operands: string;
  readonly about: string;
  readonly flags: readonly Flag[];
  readonly examples: readonly string[];
}
