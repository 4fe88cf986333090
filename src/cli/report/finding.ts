import type { Issue } from "../../result/issue.ts";

/** Where something was found: a line, and the column in it at which it begins. */
export interface Place {
  readonly file: string;
  /** Absent where there are no lines: on the command line. */
  readonly line?: number;
  /** From 1, in UTF-16 units. */
  readonly column?: number;
  /** The whole line. */
  readonly text?: string;
}

/** An issue or a warning, with its place. */
export interface Finding {
  readonly severity: "error" | "warning";
  readonly issue: Issue;
  readonly place: Place;
}
