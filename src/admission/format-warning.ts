import { formatPath } from "../result/field-path.ts";
import type { Issue } from "../result/issue.ts";
import { truncate } from "../result/received.ts";

/** The API server cuts longer warnings. */
const MAX_LENGTH = 256;

/** Shorter warnings are shown on one line everywhere. */
const BEST_LENGTH = 120;

/** The API server drops a warning with a control character. */
const CONTROL = /\p{Cc}+/gu;

/** Renders a warning for an admission response, with its hint if the line stays short. */
export function formatWarning(issue: Issue): string {
  const path = formatPath(issue.path);
  const message = path === "" ? issue.message : `${path}: ${issue.message}`;
  const code = ` [${issue.code}]`;
  const hinted = issue.hint === undefined ? message : `${message}; ${issue.hint}`;
  const text = hinted.length + code.length < BEST_LENGTH ? hinted : message;
  return (truncate(text, MAX_LENGTH - code.length) + code).replaceAll(CONTROL, " ");
}
