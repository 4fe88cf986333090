import type { MpsConfig, MpsConfigInput } from "../config/mps-config.ts";
import { isObject } from "../core/is-object.ts";
import { newIssue } from "../core/new-issue.ts";
import type { Result } from "../core/result.ts";
import { failure, isNonEmpty, success } from "../core/results.ts";
import { unreadable } from "../core/unreadable.ts";
import type { KubernetesObjectLike } from "../workload/kubernetes-object-like.ts";
import type { Fields } from "../workload/walk.ts";
import { applyEdits } from "./apply-edits.ts";
import { settingsFor } from "./compile-options.ts";
import type { InjectOptions } from "./inject-options.ts";
import type { Injection } from "./injection.ts";
import { plan } from "./plan.ts";

/**
 * Writes MPS limits into every GPU container of a Kubernetes object, of any kind: the second half
 * of dual validation, the config and the workload held against each other. An object without a GPU
 * comes back as it is, the config unseen.
 *
 * The input is never changed; what is not edited is shared with it. A second injection changes
 * nothing. Issues: those of `validateMpsConfig`, `device/out-of-range`, `gpu/quantity`,
 * `gpu/limit-mismatch`, `env/conflict`, `resource/conflict`, `workload/*`, `input/*`, `options/*`.
 * Warnings: `memory/rounded`, `config/limits-nothing`, `gpu/count-is-shares`, `gpu/mig-unverified`,
 * other `env/*` and `resource/*`, `workload/*`. Never throws.
 *
 * @example
 * ```ts
 * const result = injectGpuConfig(deployment, { pinnedDeviceMemoryLimit: "4Gi" });
 * if (result.ok) await apply(result.value.object);
 * ```
 */
export function injectGpuConfig<T extends KubernetesObjectLike>(
  object: T,
  config: MpsConfigInput | MpsConfig | null | undefined,
  options?: InjectOptions,
): Result<Injection<T>> {
  try {
    const settings = settingsFor(options);
    if (!settings.ok) return settings;
    if (!isObject(object)) {
      const hint = "hand in one object with apiVersion and kind; a list of them is a List";
      const message = "a Kubernetes object must be an object";
      return failure([newIssue("input/type", [], message, hint, object)]);
    }
    const planned = plan(object as Fields, config, settings.value);
    const { edits, containers, issues, warnings, reason } = planned;
    if (isNonEmpty(issues)) return failure(issues, warnings);
    if (reason !== undefined) {
      return success({ object, changed: false, edits, containers, reason }, warnings);
    }
    return success(
      { object: applyEdits(object, edits), changed: true, edits, containers },
      warnings,
    );
  } catch (error) {
    return unreadable(error);
  }
}
