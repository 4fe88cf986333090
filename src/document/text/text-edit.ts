/** One change to a text: from `offset` on, `remove` UTF-16 units are replaced by `insert`. */
export interface TextEdit {
  readonly offset: number;
  readonly remove: number;
  readonly insert: string;
}

/**
 * Applies edits, which are in the order of the text and do not overlap.
 *
 * @param start - the offset of the text that the offsets of the edits count from
 */
export function applyTextEdits(text: string, edits: readonly TextEdit[], start = 0): string {
  let result = "";
  let from = 0;
  for (const { offset, remove, insert } of edits) {
    result += text.slice(from, offset - start) + insert;
    from = offset - start + remove;
  }
  return result + text.slice(from);
}
