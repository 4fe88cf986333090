import type { Issue } from "../core/issue.ts";
import type { Settings } from "./compiled-options.ts";
import type { Edit } from "./edit.ts";

/** Where the parts of a plan put what they find. */
export interface Planning {
  readonly settings: Settings;
  readonly edits: Edit[];
  readonly issues: Issue[];
  readonly warnings: Issue[];
}
