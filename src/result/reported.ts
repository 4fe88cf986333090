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

  /** Whether an issue is to be reported: one config, for example, is the same for every document. */
  isNew({ code, path, position }: Issue): boolean {
    const facts = factsIn(this.#areas, code);
    const isAboutConfig = facts?.about === "limits" && position === undefined;
    if (!facts?.once && !isAboutConfig) return true;
    const key = facts.once ? code : JSON.stringify([code, path]);
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    return true;
  }
}
