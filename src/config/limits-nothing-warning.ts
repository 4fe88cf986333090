import type { Issue } from "../core/issue.ts";
import { newIssue } from "../core/new-issue.ts";

/** For a config that is valid, but sets neither memory nor threads. */
export function limitsNothingWarning(): Issue {
  return newIssue(
    "config/limits-nothing",
    [],
    "the MPS config limits neither memory nor threads",
    "add pinnedDeviceMemoryLimit, or an activeThreadPercentage of 1 to 100",
  );
}
