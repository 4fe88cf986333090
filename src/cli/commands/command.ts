import type { CommandHelp } from "../args/flag.ts";
import type { LibraryOptions } from "../args/option-flags.ts";
import type { ParsedFlags } from "../args/parse-flags.ts";
import type { Io } from "../io.ts";
import type { Findings } from "../report/findings.ts";
import type { Notice } from "../report/notice.ts";

/** What a command works with. */
export interface Run {
  readonly flags: ParsedFlags;
  readonly options: LibraryOptions;
  readonly findings: Findings;
  readonly io: Io;
}

/** What a command reports in addition to its findings. */
export interface Report {
  /** For programs. */
  readonly json: object;
  /** For people: what was asked for. */
  readonly text?: string;
  /** Lines about the details, and one about everything. */
  readonly details?: string;
  readonly summary: string;
  /** What to add to the number of issues. */
  readonly note?: string;
  /** For reviews of code: in addition to the findings. */
  readonly notices?: readonly Notice[];
  /** Which of the values of `--fail-on` apply, in addition to issues and warnings. */
  readonly failures?: ReadonlySet<string>;
  /** Whether the exit code is 1 even without issues. */
  readonly differs?: boolean;
}

/** A command: its help, and what it does. */
export interface Command {
  readonly help: CommandHelp;
  /** Whether standard output is for manifests: then reports of any format go to standard error. */
  readonly writesManifests?: true;
  run(run: Run): Promise<Report>;
}
