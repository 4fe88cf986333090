import type { Issue } from "../core/issue.ts";
import { newIssue } from "../core/new-issue.ts";

/** For options that are no object. */
export function optionsType(options: unknown): Issue {
  return newIssue(
    "options/type",
    [],
    "options must be an object",
    "leave them out for defaults",
    options,
  );
}
