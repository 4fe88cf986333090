import { type Issue, newIssue } from "../result/issue.ts";
import type { InjectOptions } from "./inject-options.ts";

/**
 * Every option of the core, whichever function uses it: one object of options may serve all of them.
 * Apart from how they are checked, so that a bundle which only validates configs drops that.
 */
export const OPTION_NAMES: readonly (keyof InjectOptions)[] = [
  "gpuResources",
  "kinds",
  "unknownKinds",
  "onConflict",
  "missingConfig",
  "gpuUnit",
  "resourceLimits",
  "optOut",
  "as",
  "namespace",
  "minMemory",
];

/** For options that are not an object. */
export function optionsType(options: unknown): Issue {
  return newIssue(
    "options/type",
    [],
    "options must be an object",
    "omit them for defaults",
    options,
  );
}
