/** The command line is wrong, or an output cannot be written: exit code 2, no stack. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** What to write instead. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/**
 * Why the operating system refused: `no space left on device`.
 *
 * @throws the error itself if it is not from there
 */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error && "syscall" in error)) throw error;
  return /^[A-Z0-9]+: ([^,]+)/.exec(error.message)?.[1] ?? error.message;
}
