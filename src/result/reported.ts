import { type CodeArea, factsIn } from "./code-area.ts";
import type { Issue } from "./issue.ts";

/** Tells which issues of a call have been reported and need not be repeated. */
export class Reported {
  readonly #areas: readonly CodeArea[];
  readonly #keys = new Set<string>();

  /** @param areas - those of the codes that are not to be repeated */
  constructor(areas: readonly CodeArea[]) {
    this.#areas = areas;
  }

  /** Whether an issue is to be reported: the limits, for one, are the same for every document. */
  isNew({ code, path }: Issue): boolean {
    const facts = factsIn(this.#areas, code);
    if (!facts?.once && facts?.about !== "limits") return true;
    const key = facts.once ? code : JSON.stringify([code, path]);
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    return true;
  }
}
