import type { Excerpt, Finding } from "./finding.ts";

/** A quoted text, or anything else between whitespace and brackets. */
const TOKEN = /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s,:={}[\]]+/y;

/** The length of the word or quoted text that an excerpt is about. */
export function tokenLength({ text, at }: Excerpt): number {
  TOKEN.lastIndex = at;
  return TOKEN.exec(text)?.[0].length ?? 1;
}

/** The line as it should be, if the suggestion is one word in place of another. */
export function suggestedLine({ issue, place }: Finding): string | undefined {
  const { excerpt, line } = place;
  const { suggestion } = issue;
  if (excerpt === undefined || suggestion === undefined) return undefined;
  const { text, at } = excerpt;
  const after = text.slice(at + tokenLength(excerpt));
  const [word] = Object.values(suggestion);
  // A value does not replace the key that leads to it.
  if (typeof word === "object" || ("value" in suggestion && /^\s*:/.test(after))) return undefined;
  // Quotes stay, and a text that looks like a number gets them; a command line has none.
  const needsQuotes = text[at] === '"' || !Number.isNaN(Number(word));
  const isQuoted = typeof word === "string" && line !== undefined && needsQuotes;
  return text.slice(0, at) + (isQuoted ? JSON.stringify(word) : String(word)) + after;
}
