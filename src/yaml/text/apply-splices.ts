import type { Splice } from "./splice.ts";

/** A text with its splices, which come in the order of the text and do not overlap. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { offset, remove, insert } of splices) {
    parts.push(text.slice(from, offset), insert);
    from = offset + remove;
  }
  parts.push(text.slice(from));
  return parts.join("");
}
