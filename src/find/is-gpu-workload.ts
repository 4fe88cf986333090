import { settingsFor } from "../options/compile-options.ts";
import type { GpuOptions } from "../options/inject-options.ts";
import { isObject } from "../result/unknown-object.ts";
import { unreadable } from "../result/unreadable.ts";
import { hasGpuContainer } from "./find-containers.ts";

/**
 * Whether any container of a Kubernetes object, of any kind, requests a GPU: in limits or requests,
 * `containers` or `initContainers`, with a quantity that is not provably zero.
 *
 * It never fails open: where it cannot tell (a placeholder for a quantity, a promise, an array or a text
 * that may hold objects, unreadable input, invalid options) it returns true, and `injectGpuConfig` says
 * what is wrong. Never throws.
 *
 * @example
 * ```ts
 * if (isGpuWorkload(manifest)) requireMpsConfig();
 * ```
 */
export function isGpuWorkload(object: unknown, options?: GpuOptions): boolean {
  try {
    if (!isObject(object)) return mayHoldObjects(object);
    const settings = settingsFor(options);
    return settings.ok ? hasGpuContainer(object, settings.value) : true;
  } catch (error) {
    return !unreadable(error).ok;
  }
}

/** An array may hold objects, a text a manifest, a function may return one. */
function mayHoldObjects(value: unknown): boolean {
  return Array.isArray(value) || typeof value === "string" || typeof value === "function";
}
