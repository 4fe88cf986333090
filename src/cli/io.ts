/** Where text goes: standard output, or standard error. */
export interface Output {
  readonly isTTY: boolean;
  /** The width of the terminal, where there is one. */
  readonly columns: number | undefined;
  /** Resolves when there is room for more. */
  write(text: string): Promise<void>;
}

/** Everything a command gets from the process, so that tests need none. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What relative paths are relative to. */
  readonly cwd: string;
  /** Milliseconds, from any point in time. */
  readonly now: () => number;
  /** Aborted by Ctrl-C: half-written files are removed. */
  readonly signal: AbortSignal;
  /** Our own version. */
  readonly version: string;
}
