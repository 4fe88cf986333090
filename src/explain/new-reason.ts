import type { CodeFacts } from "../result/code-area.ts";
import { EXPLAIN_CODES } from "../result/codes/explain.ts";
import type { FieldPath } from "../result/field-path.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import type { Reason } from "./effective-limits.ts";

/** The codes of reasons. */
export type ReasonCode = keyof typeof EXPLAIN_CODES.codes;

/** What the table says of a reason. */
export function reasonFacts(code: Issue["code"]): CodeFacts {
  return EXPLAIN_CODES.codes[code as ReasonCode];
}

/**
 * Makes a reason of its row in the table.
 *
 * @param found - what differs: a better message or command, what was received
 */
export function newReason(code: ReasonCode, path: FieldPath, found?: Partial<Reason>): Reason {
  const { effect = "informs", summary, hint, settledBy } = reasonFacts(code);
  return {
    ...newIssue(code, path, summary, hint),
    ...(settledBy !== undefined && { settledBy }),
    ...found,
    code,
    path,
    effect,
  };
}
