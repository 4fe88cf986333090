import type { CommandHelp } from "../args/flag.ts";
import type { ParsedFlags } from "../args/parse-flags.ts";
import type { Io } from "../io.ts";

/** A command: its help, and what it does; answers an exit code. */
export interface Command {
  readonly help: CommandHelp;
  run(flags: ParsedFlags, io: Io): Promise<number>;
}
