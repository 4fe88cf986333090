import { formatPath } from "./field-path.ts";
import type { Issue } from "./issue.ts";
import { printable } from "./printable.ts";

/**
 * Renders an issue on one line, safe to log: position, path, message, hint, received value, code.
 *
 * @example
 * ```ts
 * formatIssue(issue);
 * // "pinnedDeviceMemoryLimit: invalid Kubernetes quantity; write 4Gi or 4G (got "4GB") [memory/syntax]"
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
