import type { MpsEntry } from "../config/device-limits.ts";
import type { FieldPath } from "../core/field-path.ts";
import type { Issue } from "../core/issue.ts";
import type { IssueCode } from "../core/issue-code.ts";
import { newIssue } from "../core/new-issue.ts";
import type { Fields } from "../workload/walk.ts";

/** An `env` item that is there, and what the config wants in its place. */
export interface EnvConflict {
  readonly path: FieldPath;
  readonly item: Fields;
  readonly entry: MpsEntry;
}

export function envConflict(conflict: EnvConflict): Issue {
  const hint = 'remove it, or set onConflict to "override", "keep" or "tighten"';
  const message = (value: string) => `is set already, and not to what the config says (${value})`;
  return envIssue("env/conflict", conflict, message, hint);
}

export function envOverridden(conflict: EnvConflict): Issue {
  return envIssue("env/overridden", conflict, (value) => `was set already: it is now ${value}`);
}

export function envIncomparable(conflict: EnvConflict): Issue {
  const message = (value: string) =>
    `is set to what cannot be compared from here: it is now ${value}`;
  return envIssue("env/incomparable", conflict, message);
}

export function envIgnoredByCuda(conflict: EnvConflict): Issue {
  const message = (value: string) =>
    `is kept, but CUDA ignores it as it is written: write ${value}`;
  return envIssue("env/ignored-by-cuda", conflict, message);
}

function envIssue(
  code: IssueCode,
  { path, item, entry }: EnvConflict,
  message: (value: string) => string,
  hint?: string,
): Issue {
  const found = item["valueFrom"] ?? item["value"];
  return newIssue(code, path, `${entry.name} ${message(`"${entry.value}"`)}`, hint, found);
}
