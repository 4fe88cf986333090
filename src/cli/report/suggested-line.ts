import type { Finding } from "./finding.ts";
import { tokenLength } from "./token-length.ts";

/** Hints that name one value to write: `write 4Gi or 4G`, `write "1"`, `write 80 without quotes`. */
const VALUE_HINT = /\bwrite ("?\d[\w.]*"?)/;
const KEY_HINT = /^did you mean (\w+)\?$/;

/** The line as it should be, where the hint comes down to one word in place of another. */
export function suggestedLine({ issue, place }: Finding): string | undefined {
  const { text, column } = place;
  if (text === undefined || column === undefined) return undefined;
  const word = (KEY_HINT.exec(issue.hint ?? "") ?? VALUE_HINT.exec(issue.hint ?? ""))?.[1];
  if (word === undefined) return undefined;
  const start = column - 1;
  const end = start + tokenLength(text, column);
  // A key stays in the quotes that JSON wants.
  const quoted = KEY_HINT.test(issue.hint ?? "") && text.charAt(start) === '"';
  return text.slice(0, start) + (quoted ? `"${word}"` : word) + text.slice(end);
}
