import type { Excerpt, Finding } from "./finding.ts";

/** Hints that name one value to write: `write 4Gi or 4G`, `write "1"`, `write 80 without quotes`. */
const VALUE_HINT = /\bwrite ("?\d[\w.]*"?)/;
const KEY_HINT = /^did you mean (\w+)\?$/;

/** A quoted text, or anything else between whitespace and brackets. */
const TOKEN = /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s,:={}[\]]+/y;

/** The length of the word or quoted text that an excerpt is about. */
export function tokenLength({ text, at }: Excerpt): number {
  TOKEN.lastIndex = at;
  return TOKEN.exec(text)?.[0].length ?? 1;
}

/** The line as it should be, if the hint is one word in place of another. */
export function suggestedLine({ issue, place }: Finding): string | undefined {
  const { excerpt, line } = place;
  const { hint = "" } = issue;
  const key = KEY_HINT.exec(hint)?.[1];
  const word = key ?? VALUE_HINT.exec(hint)?.[1];
  if (excerpt === undefined || word === undefined) return undefined;
  const { text, at } = excerpt;
  const after = text.slice(at + tokenLength(excerpt));
  // A value does not replace the key of the place.
  if (key === undefined && /^\s*:/.test(after)) return undefined;
  return text.slice(0, at) + inStyle(word, text.charAt(at), line) + after;
}

/** A text stays in the quotes that JSON needs, a number loses them; a command line has none. */
function inStyle(word: string, first: string, line: number | undefined): string {
  const bare = word.replaceAll('"', "");
  if (line === undefined) return bare;
  return first === '"' && /[A-Za-z]/.test(bare) ? `"${bare}"` : word;
}
