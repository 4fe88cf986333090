import { formatPath } from "../core/format-path.ts";
import type { Issue } from "../core/issue.ts";

/** The API server cuts what is longer. */
const LONGEST = 256;

/** What is shorter is shown on one line everywhere. */
const BEST = 120;

/** The API server drops a warning that holds one. */
const CONTROL = /\p{Cc}+/gu;

/** What cutting a surrogate pair in two leaves at the end. */
const HALF_PAIR = /[\uD800-\uDBFF]$/;

/** A warning as an admission response carries it: with its hint where that leaves it short. */
export function formatWarning(issue: Issue): string {
  const path = formatPath(issue.path);
  const message = path === "" ? issue.message : `${path}: ${issue.message}`;
  const code = ` [${issue.code}]`;
  const hinted = issue.hint === undefined ? message : `${message}; ${issue.hint}`;
  const text = hinted.length + code.length < BEST ? hinted : message;
  return (cut(text, LONGEST - code.length) + code).replaceAll(CONTROL, " ");
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).replace(HALF_PAIR, "")}…`;
}
