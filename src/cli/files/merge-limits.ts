import type { Issue } from "../../result/issue.ts";
import { isObject } from "../../result/unknown-object.ts";
import type { LimitFlags } from "../args/limit-flags.ts";
import type { Place } from "../report/finding.ts";
import { partOf, placeInFile } from "./place-in-file.ts";
import type { ValueFile } from "./read-value-file.ts";

/** An MPS config as it was written, and where each of its fields was. */
export interface WrittenLimits {
  /** Undefined where nobody wrote any. */
  readonly input: unknown;
  placeOf(issue: Issue): Place;
}

/** A config file and the options on the command line together: the options win, field by field. */
export function mergeLimits(file: ValueFile | undefined, flags: LimitFlags): WrittenLimits {
  return {
    input: file === undefined ? flagsAlone(flags) : merged(file.value, flags),
    placeOf: (issue) =>
      flags.placeOf(issue.path, partOf(issue)) ??
      (file === undefined ? { file: "command line" } : placeInFile(file, issue)),
  };
}

function flagsAlone({ input }: LimitFlags): unknown {
  return Object.keys(input).length === 0 ? undefined : input;
}

/** A file that holds no object is left for validation to refuse. */
function merged(written: unknown, { input }: LimitFlags): unknown {
  if (Object.keys(input).length === 0 || !isObject(written)) return written;
  const perDevice = "perDevicePinnedMemoryLimit";
  const [theirs, ours] = [written[perDevice], input[perDevice]];
  return isObject(theirs) && isObject(ours)
    ? { ...written, ...input, [perDevice]: { ...theirs, ...ours } }
    : { ...written, ...input };
}
