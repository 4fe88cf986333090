/** One change to a text: from `offset` on, `remove` units are replaced by `insert`. */
export interface Splice {
  readonly offset: number;
  readonly remove: number;
  readonly insert: string;
}

/** Applies splices, which are in the order of the text and do not overlap. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  let result = "";
  let from = 0;
  for (const { offset, remove, insert } of splices) {
    result += text.slice(from, offset) + insert;
    from = offset + remove;
  }
  return result + text.slice(from);
}
