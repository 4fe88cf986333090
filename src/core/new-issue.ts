import type { FieldPath } from "./field-path.ts";
import type { Issue } from "./issue.ts";
import type { IssueCode } from "./issue-code.ts";
import { received } from "./received.ts";

/** An issue, with what was found shown where there is something to show. */
export function newIssue(
  code: IssueCode,
  path: FieldPath,
  message: string,
  hint?: string,
  ...found: [value?: unknown]
): Issue {
  return {
    code,
    path,
    message,
    ...(hint !== undefined && { hint }),
    ...(found.length > 0 && { received: received(found[0]) }),
  };
}
