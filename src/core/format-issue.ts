import { formatPath } from "./format-path.ts";
import type { Issue } from "./issue.ts";
import { printable } from "./printable.ts";

/**
 * Renders an issue on one line, safe to log: position, path, message, hint, what was received, code.
 *
 * @example
 * ```ts
 * formatIssue(issue);
 * // "activeThreadPercentage: must be from 0 to 100; write 100 for all threads (got 101) [threads/range]"
 * ```
 */
export function formatIssue(issue: Issue): string {
  const where = [
    issue.position ? `${issue.position.line}:${issue.position.column}` : "",
    formatPath(issue.path),
  ].filter((part) => part !== "");
  const hint = issue.hint === undefined ? "" : `; ${issue.hint}`;
  const received = issue.received === undefined ? "" : ` (got ${issue.received})`;
  return printable(`${[...where, issue.message].join(": ")}${hint}${received} [${issue.code}]`);
}
