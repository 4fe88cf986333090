import type { MpsEntry } from "../limits/mps-entries.ts";
import type { FieldPath } from "../result/field-path.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import type { IssueCode } from "../result/issue-code.ts";
import type { UnknownObject } from "../result/unknown-object.ts";

/** An existing `env` item, and what the config has for its variable. */
export interface EnvConflict {
  readonly path: FieldPath;
  readonly item: UnknownObject;
  readonly entry: MpsEntry;
}

export function envConflict(conflict: EnvConflict): Issue {
  const hint = 'remove it, or set onConflict to "override", "keep" or "tighten"';
  return envIssue(
    "env/conflict",
    conflict,
    (value) => `is already set to another value than ${value}`,
    hint,
  );
}

/** For an item of a patch: kubectl would keep a limit next to it, kustomize would drop both. */
export function envDeleted(conflict: EnvConflict): Issue {
  return envIssue(
    "env/conflict",
    conflict,
    (value) => `is deleted by this patch instead of set to ${value}`,
    'remove this item, or set onConflict to "keep"',
  );
}

/** For a limit that `tighten` can neither keep nor drop. */
export function envUncertain(conflict: EnvConflict, device: number): Issue {
  return envIssue(
    "env/conflict",
    conflict,
    () => `names device ${device}, which may not be visible: CUDA would drop every limit`,
    'name device 0 only, or set gpuUnit to "device" if GPUs are not shared',
  );
}

export function envOverridden(conflict: EnvConflict): Issue {
  return envIssue("env/overridden", conflict, (value) => `was overridden with ${value}`);
}

/** Source of the warning: https://github.com/kubernetes/kubectl/issues/1750 */
export function envDuplicate(conflict: EnvConflict): Issue {
  return envIssue(
    "env/duplicate",
    conflict,
    () => "was set more than once: this entry is removed",
    "use kubectl apply --server-side: a client-side apply over the live object removes all of them",
  );
}

export function envIncomparable(conflict: EnvConflict): Issue {
  return envIssue(
    "env/incomparable",
    conflict,
    (value) => `was set to a value that cannot be compared: it was overridden with ${value}`,
  );
}

export function envIgnoredByCuda(conflict: EnvConflict): Issue {
  return envIssue(
    "env/ignored-by-cuda",
    conflict,
    (value) => `is kept, but CUDA silently ignores this value: write ${value}`,
  );
}

function envIssue(
  code: IssueCode,
  { path, item, entry }: EnvConflict,
  message: (value: string) => string,
  hint?: string,
): Issue {
  const found = item["valueFrom"] ?? item["value"] ?? item["$patch"];
  return newIssue(code, path, `${entry.name} ${message(`"${entry.value}"`)}`, hint, found);
}
