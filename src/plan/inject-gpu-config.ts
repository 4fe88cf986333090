import type { KubernetesObjectLike } from "../kubernetes/kubernetes-object-like.ts";
import { settingsFor } from "../options/compile-options.ts";
import type { InjectOptions } from "../options/inject-options.ts";
import { LimitsResolver } from "../resolve/limits-resolver.ts";
import type { LimitsSource } from "../resolve/limits-source.ts";
import { failure, type Result } from "../result/result.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";
import { unreadable } from "../result/unreadable.ts";
import type { Injection } from "./injection.ts";
import { planObject } from "./plan-limits.ts";
import { notAnObject, renderObject } from "./render-object.ts";

/**
 * Writes MPS limits into every GPU container of a Kubernetes object, of any kind: the second half of
 * dual validation, config and workload checked against each other. An object without a GPU is returned
 * as it is, the config not even read.
 *
 * The input is never changed; what is not edited is shared with it. A second injection changes
 * nothing. Issues: those of `validateMpsConfig`, `device/out-of-range`, `gpu/quantity`,
 * `gpu/limit-mismatch`, `env/conflict`, `resource/conflict`, `limits/resolver-failed`, `workload/*`,
 * `input/*`, `options/*`.
 * Warnings: `memory/rounded`, `config/limits-nothing`, `gpu/count-is-replicas`, `gpu/mig-unverified`,
 * other `env/*` and `resource/*`, `workload/*`. Never throws.
 *
 * @param object - one object, typed or plain, of any kind; a list of them is a `List`
 * @param limits - MPS limits, as written or as `validateMpsConfig` returned them; or a function that
 * finds those of each container
 * @param options - all optional; see `docs/configuration.md`
 *
 * @example
 * ```ts
 * const result = injectGpuConfig(deployment, { pinnedDeviceMemoryLimit: "4Gi" });
 * if (result.ok) await apply(result.value.object);
 * ```
 */
export function injectGpuConfig<T extends KubernetesObjectLike>(
  object: T,
  limits: LimitsSource,
  options?: InjectOptions,
): Result<Injection<T>> {
  try {
    const settings = settingsFor(options);
    if (!settings.ok) return settings;
    if (!isObject(object)) return failure([notAnObject(object)]);
    const resolver = new LimitsResolver(limits, settings.value);
    return renderObject(object, planObject(object as UnknownObject, resolver, settings.value));
  } catch (error) {
    return unreadable(error);
  }
}
