import { UsageError } from "../usage-error.ts";

/** The value of an option that is a number; whether it is in range is the library's to say. */
export function readNumber(flag: string, text: string): number {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  const digits = /\d+/.exec(text)?.[0];
  throw new UsageError(
    `--${flag} must be a number, not "${text}"`,
    digits === undefined ? undefined : `did you mean --${flag} ${digits}?`,
  );
}
