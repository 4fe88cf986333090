import { yamlProblem } from "../tree/yaml-problem.ts";
import type { Draft } from "./draft.ts";
import type { Spliced } from "./spliced.ts";

/**
 * Puts drafts into the order of the text. What an anchor shares is edited from each of its places:
 * once is enough where they agree, and nothing is right where they do not.
 */
export function mergeDrafts(drafts: readonly Draft[]): Spliced {
  const sorted = [...drafts].sort(
    (a, b) => a.offset - b.offset || a.remove - b.remove || b.depth - a.depth,
  );
  const splices: Draft[] = [];
  for (const draft of sorted) {
    const last = splices.at(-1);
    if (last !== undefined && isSame(last, draft)) continue;
    if (last !== undefined && collides(last, draft)) {
      const message = "two edits meet here in what an anchor shares";
      return { ok: false, problem: yamlProblem("yaml/alias", draft.offset, message) };
    }
    splices.push(draft);
  }
  return {
    ok: true,
    splices: splices.map(({ offset, remove, insert }) => ({ offset, remove, insert })),
  };
}

function isSame(a: Draft, b: Draft): boolean {
  return a.offset === b.offset && a.remove === b.remove && a.insert === b.insert;
}

function collides(before: Draft, draft: Draft): boolean {
  if (before.offset + before.remove > draft.offset) return true;
  // Two insertions at one place belong to collections of different depth that end there.
  return (
    before.offset === draft.offset &&
    before.remove === 0 &&
    draft.remove === 0 &&
    before.depth === draft.depth
  );
}
