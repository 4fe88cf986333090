import type { Colors } from "./colors.ts";

/** Standard output, or standard error. */
export interface Output {
  readonly isTTY: boolean;
  /** The width of the terminal, if it is one. */
  readonly columns: number | undefined;
  /** Plain text if it is not to have any. */
  readonly colors: Colors;
  /** Resolves when there is room for more. */
  write(text: string | Uint8Array): Promise<void>;
}

/** Standard input. */
export interface Stdin extends AsyncIterable<Buffer> {
  readonly isTTY: boolean;
}

/** Everything a command gets from the process, so that tests need none. */
export interface Io {
  readonly stdin: Stdin;
  readonly stdout: Output;
  readonly stderr: Output;
  /** What relative paths are relative to. */
  readonly cwd: string;
  /** Milliseconds, from any point in time. */
  readonly now: () => number;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Our own version. */
  readonly version: string;
}
