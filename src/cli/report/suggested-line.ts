import type { Finding } from "./finding.ts";
import { tokenLength } from "./token-length.ts";

/** Hints that name one value to write: `write 4Gi or 4G`, `write "1"`, `write 80 without quotes`. */
const VALUE_HINT = /\bwrite ("?\d[\w.]*"?)/;
const KEY_HINT = /^did you mean (\w+)\?$/;

/** The line as it should be, where the hint comes down to one word in place of another. */
export function suggestedLine({ issue, place }: Finding): string | undefined {
  const { text, column, line } = place;
  const { hint = "" } = issue;
  const key = KEY_HINT.exec(hint)?.[1];
  const word = key ?? VALUE_HINT.exec(hint)?.[1];
  if (text === undefined || column === undefined || word === undefined) return undefined;
  const start = column - 1;
  const end = start + tokenLength(text, column);
  return text.slice(0, start) + inStyle(word, text.charAt(start), line) + text.slice(end);
}

/** A text stays in the quotes that JSON wants, a number loses them; a command line has none. */
function inStyle(word: string, first: string, line: number | undefined): string {
  const bare = word.replaceAll('"', "");
  if (line === undefined) return bare;
  return first === '"' && /[A-Za-z]/.test(bare) ? `"${bare}"` : word;
}
