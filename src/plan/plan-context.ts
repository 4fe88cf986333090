import type { Edit } from "../edit/edit.ts";
import type { Settings } from "../options/compile-options.ts";
import type { Issue } from "../result/issue.ts";
import type { IssueCode } from "../result/issue-code.ts";

/** What planning one object collects. */
export class PlanContext {
  readonly settings: Settings;
  readonly edits: Edit[] = [];
  readonly issues: Issue[] = [];
  readonly warnings: Issue[] = [];
  #reported: Set<IssueCode> | undefined;

  constructor(settings: Settings) {
    this.settings = settings;
  }

  /** Warns of what is reported once a call, the first time. */
  warnOnce(warning: Issue): void {
    this.#reported ??= new Set();
    if (this.#reported.has(warning.code)) return;
    this.#reported.add(warning.code);
    this.warnings.push(warning);
  }
}
