/** The command line is wrong, or a file cannot be read or written: exit code 2, no stack. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** What to write instead. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}
