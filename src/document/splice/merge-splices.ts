import type { Splice } from "../text/splice.ts";
import { type YamlProblem, yamlProblem } from "../tree/yaml-problem.ts";
import type { PendingSplice } from "./pending-splice.ts";

/** Edits as splices, in the order of the text, or why they cannot be written. */
export type Spliced =
  | { readonly ok: true; readonly splices: readonly Splice[] }
  | { readonly ok: false; readonly problem: YamlProblem };

/**
 * Puts splices into the order of the text. What an anchor shares is edited from each of its places:
 * once is enough if they agree, and nothing is right if they do not.
 */
export function mergeSplices(pending: readonly PendingSplice[]): Spliced {
  const sorted = [...pending].sort(
    (a, b) => a.offset - b.offset || a.remove - b.remove || b.depth - a.depth,
  );
  const splices: PendingSplice[] = [];
  for (const splice of sorted) {
    const last = splices.at(-1);
    if (last !== undefined && isSame(last, splice)) continue;
    if (last !== undefined && collides(last, splice)) {
      const message = "two edits conflict here in what an anchor shares";
      return { ok: false, problem: yamlProblem("yaml/alias", splice.offset, message) };
    }
    splices.push(splice);
  }
  return {
    ok: true,
    splices: splices.map(({ offset, remove, insert }) => ({ offset, remove, insert })),
  };
}

function isSame(a: PendingSplice, b: PendingSplice): boolean {
  return a.offset === b.offset && a.remove === b.remove && a.insert === b.insert;
}

function collides(before: PendingSplice, splice: PendingSplice): boolean {
  if (before.offset + before.remove > splice.offset) return true;
  // Two insertions at one place belong to collections of different depth that end there.
  return (
    before.offset === splice.offset &&
    before.remove === 0 &&
    splice.remove === 0 &&
    before.depth === splice.depth
  );
}
