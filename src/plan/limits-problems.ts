import type { ContainerLimits } from "../resolve/limits-resolver.ts";
import type { Issue } from "../result/issue.ts";

/** What is wrong with something, or worth knowing of it. */
export interface Problems {
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
}

/** Lists to add to. */
interface Lists {
  readonly issues: Issue[];
  readonly warnings: Issue[];
}

/** Collects what is wrong with the limits of containers, each problem once. */
export class LimitsProblems {
  /** Those of the config of every container. */
  readonly config: Lists = { issues: [], warnings: [] };
  /** Those of the limits of single containers. */
  readonly #own: Lists;
  #last: ContainerLimits | undefined;
  #reported: Set<string> | undefined;

  constructor(own: Lists) {
    this.#own = own;
  }

  report(limits: ContainerLimits): void {
    if (limits === this.#last) return;
    this.#last = limits;
    const { issues, warnings } = limits.isShared ? this.config : this.#own;
    // One by one: a config may have more problems than a call may have arguments.
    for (const issue of limits.issues) if (this.#isNew(issue, limits)) issues.push(issue);
    for (const warning of limits.warnings) if (this.#isNew(warning, limits)) warnings.push(warning);
  }

  /** An annotation of a pod, for example, is the same for each of its containers. */
  #isNew({ code, path, message }: Issue, { isShared }: ContainerLimits): boolean {
    if (isShared) return true;
    const key = JSON.stringify([code, path, message]);
    this.#reported ??= new Set();
    if (this.#reported.has(key)) return false;
    this.#reported.add(key);
    return true;
  }
}
