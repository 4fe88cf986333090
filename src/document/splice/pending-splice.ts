import type { TextEdit } from "../text/text-edit.ts";
import { type OrProblem, yamlProblem } from "../tree/yaml-problem.ts";

/** A text edit that is not in the order of the text yet. */
export interface PendingSplice extends TextEdit {
  /** The depth of the collection that is edited. */
  readonly depth: number;
}

/**
 * Sorts splices into the order of the text. Splices that a shared anchor repeats are merged if they are
 * equal; any others at the same place are a `yaml/alias` problem.
 */
export function mergeSplices(pending: readonly PendingSplice[]): OrProblem<readonly TextEdit[]> {
  // Of two insertions at one place the deeper goes first: its collection ends there.
  const sorted = [...pending].sort(
    (a, b) => a.offset - b.offset || a.remove - b.remove || b.depth - a.depth,
  );
  const splices: PendingSplice[] = [];
  for (const splice of sorted) {
    const last = splices.at(-1);
    const isAtLast = last?.offset === splice.offset && last.remove === splice.remove;
    if (isAtLast && last.insert === splice.insert) continue;
    const isSameDepth = isAtLast && splice.remove === 0 && last.depth === splice.depth;
    if (last !== undefined && (isSameDepth || last.offset + last.remove > splice.offset)) {
      const message = "two edits conflict in a node that an anchor shares";
      return { ok: false, problem: yamlProblem("yaml/alias", splice.offset, message) };
    }
    splices.push(splice);
  }
  const value = splices.map(({ offset, remove, insert }) => ({ offset, remove, insert }));
  return { ok: true, value };
}
