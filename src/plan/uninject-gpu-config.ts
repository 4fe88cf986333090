import type { KubernetesObjectLike } from "../kubernetes/kubernetes-object-like.ts";
import { settingsWith } from "../options/compile-options.ts";
import type { InjectOptions } from "../options/inject-options.ts";
import type { OptionTable } from "../options/option.ts";
import { LimitsResolver } from "../resolve/limits-resolver.ts";
import type { LimitsSource } from "../resolve/limits-source.ts";
import { failure, type Result } from "../result/result.ts";
import { isObject, type UnknownObject } from "../result/unknown-object.ts";
import { unreadable } from "../result/unreadable.ts";
import type { Injection } from "./injection.ts";
import { planRemoval } from "./plan-removal.ts";
import { notAnObject, renderObject } from "./render-object.ts";

/** Options for `uninjectGpuConfig`. */
export interface UninjectOptions extends InjectOptions {
  /**
   * The limits to take out: an entry that means something else stays.
   *
   * @defaultValue all
   */
  readonly only?: LimitsSource;
}

/** How the option that uninjecting adds is checked: as limits are, when a container needs them. */
export const UNINJECT_OPTIONS: OptionTable<{ readonly only: unknown }> = {
  only: { default: undefined, read: (value) => value },
};

/**
 * Takes the MPS limits out of every GPU container of a Kubernetes object, no matter who wrote them: the three
 * variables, and an `env` that has nothing else. It undoes `injectGpuConfig`, except for resource limits,
 * of an object that had no limits and no empty `env`.
 *
 * The input is never changed. Issues: those of `only`, as in `injectGpuConfig`; `workload/*`, `input/*`,
 * `options/*`. Never throws.
 *
 * @example
 * ```ts
 * const { object } = unwrap(uninjectGpuConfig(deployment));
 * ```
 */
export function uninjectGpuConfig<T extends KubernetesObjectLike>(
  object: T,
  options?: UninjectOptions,
): Result<Injection<T>> {
  try {
    const read = settingsWith(options, UNINJECT_OPTIONS);
    if (!read.ok) return read;
    if (!isObject(object)) return failure([notAnObject(object)]);
    const { settings, own } = read.value;
    const only = own.only === undefined ? undefined : new LimitsResolver(own.only, settings);
    return renderObject(object, planRemoval(object as UnknownObject, only, settings));
  } catch (error) {
    return unreadable(error);
  }
}
