import type { Edit } from "../edit/edit.ts";
import type { Settings } from "../options/compile-options.ts";
import type { ConflictPolicy } from "../options/inject-options.ts";
import type { Issue } from "../result/issue.ts";

/** Where the parts of a plan put what they decide. */
export interface PlanContext {
  readonly settings: Settings;
  /** Which value wins in the container that is being planned. */
  readonly onConflict: ConflictPolicy;
  readonly edits: Edit[];
  readonly issues: Issue[];
  readonly warnings: Issue[];
}
