import type { Issue } from "../core/issue.ts";

/** For a config that is valid, but sets neither memory nor threads. */
export function limitsNothingWarning(): Issue {
  return {
    code: "config/limits-nothing",
    path: [],
    message: "the MPS config limits neither memory nor threads",
    hint: "add pinnedDeviceMemoryLimit, or an activeThreadPercentage of 1 to 100",
  };
}
