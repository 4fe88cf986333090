/** One change to a text: from `offset` on, `remove` units are replaced by `insert`. */
export interface Splice {
  readonly offset: number;
  readonly remove: number;
  readonly insert: string;
}

/**
 * Applies splices, which are in the order of the text and do not overlap.
 *
 * @param start - what the text begins with among the offsets of the splices
 */
export function applySplices(text: string, splices: readonly Splice[], start = 0): string {
  let result = "";
  let from = 0;
  for (const { offset, remove, insert } of splices) {
    result += text.slice(from, offset - start) + insert;
    from = offset - start + remove;
  }
  return result + text.slice(from);
}
