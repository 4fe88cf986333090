import type { FieldPath } from "../result/field-path.ts";
import type { Issue } from "../result/issue.ts";
import { NONE } from "../result/none.ts";
import type { CompiledOptions, InjectOptions } from "./inject-options.ts";
import { invalidOption, type OptionTable } from "./option.ts";

/** Options for `reviewAdmission`. */
export interface AdmissionOptions extends InjectOptions {
  /**
   * Kinds, such as `"Deployment"`, that are patched on UPDATE too, if the request changes their pod
   * template: then their pods are replaced in any case. Never `Pod`, `Job` or `ReplicaSet`, whose pods
   * Kubernetes does not let change.
   *
   * @defaultValue []
   */
  readonly patchOnUpdate?: readonly string[] | undefined;
}

/** Options that `compileAdmissionOptions` has checked: frozen, and not checked again. */
export type CompiledAdmissionOptions = CompiledOptions & {
  readonly patchOnUpdate: readonly string[];
};

/** How the option that this entry adds is checked. */
export const ADMISSION_OPTIONS: OptionTable<{ readonly patchOnUpdate: readonly string[] }> = {
  patchOnUpdate: { default: NONE, read: readPatchOnUpdate },
};

/** Their pods cannot change once they exist. */
const NEVER_UPDATED = ["Pod", "Job", "ReplicaSet"];

function readPatchOnUpdate(value: unknown, path: FieldPath, issues: Issue[]): readonly string[] {
  if (!Array.isArray(value)) {
    const message = "must be a list of kinds";
    issues.push(invalidOption(path, message, value, 'write ["Deployment"]'));
    return NONE;
  }
  for (const [index, kind] of value.entries()) {
    const at = [...path, index];
    if (typeof kind !== "string" || kind === "") {
      const message = "must be a non-empty string";
      issues.push(invalidOption(at, message, kind, 'write "Deployment"'));
    } else if (NEVER_UPDATED.includes(kind)) {
      issues.push(
        invalidOption(at, "must not be a kind whose pods cannot change", kind, "remove it"),
      );
    }
  }
  return Object.freeze([...(value as string[])]);
}
