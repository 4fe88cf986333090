import { isObject } from "../core/is-object.ts";
import { unreadable } from "../core/unreadable.ts";
import { settingsFor } from "./compile-options.ts";
import type { GpuOptions } from "./inject-options.ts";
import { Survey } from "./survey.ts";

/**
 * Whether any container of a Kubernetes object, of any kind, asks for a GPU: in limits or requests,
 * `containers` or `initContainers`, with a quantity that is not provably zero.
 *
 * It never fails open: where it cannot tell (a placeholder for a quantity, unreadable input, bad
 * options) it answers true, and `injectGpuConfig` says what is wrong. Never throws.
 *
 * @example
 * ```ts
 * if (isGpuWorkload(manifest)) requireMpsConfig();
 * ```
 */
export function isGpuWorkload(object: unknown, options?: GpuOptions): boolean {
  try {
    if (!isObject(object)) return false;
    const settings = settingsFor(options);
    return settings.ok ? Survey.findsGpu(object, settings.value) : true;
  } catch (error) {
    return !unreadable(error).ok;
  }
}
