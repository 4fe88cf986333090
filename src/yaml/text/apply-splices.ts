import type { Splice } from "./splice.ts";

/** A text with its splices, which come in the order of the text and do not overlap. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  let result = "";
  let from = 0;
  for (const { offset, remove, insert } of splices) {
    result += text.slice(from, offset) + insert;
    from = offset + remove;
  }
  return result + text.slice(from);
}
