import { NONE } from "../core/none.ts";
import type { Result } from "../core/result.ts";
import { success } from "../core/results.ts";
import { unreadable } from "../core/unreadable.ts";
import type { CompiledOptions, Settings } from "./compiled-options.ts";
import type { InjectOptions } from "./inject-options.ts";
import { readOptions } from "./read-options.ts";

/** What was built from options that were compiled before: frozen, so what is remembered stays true. */
const COMPILED: WeakMap<object, Settings> = /* @__PURE__ */ new WeakMap();

/** The settings without any options, made when first asked for. */
let defaults: Result<Settings> | undefined;

/**
 * Checks options once, for use in many calls.
 *
 * Issues: `options/type`, `options/unknown-key`, `options/value`, `options/carrier`. Never throws.
 *
 * @example
 * ```ts
 * const options = unwrap(compileOptions({ onConflict: "tighten" }));
 * for (const pod of pods) injectGpuConfig(pod, config, options);
 * ```
 */
export function compileOptions(options?: InjectOptions): Result<CompiledOptions> {
  try {
    const settings = settingsFor(options);
    return settings.ok ? success(settings.value.options) : settings;
  } catch (error) {
    return unreadable(error);
  }
}

/**
 * Options of either sort as settings.
 *
 * @param others - the names of options that the caller reads itself
 */
export function settingsFor(
  options: InjectOptions | undefined,
  others: readonly string[] = NONE,
): Result<Settings> {
  if (options === undefined) return (defaults ??= remember(readOptions({}, NONE)));
  const known = COMPILED.get(options);
  return known === undefined ? remember(readOptions(options, others)) : success(known);
}

function remember(settings: Result<Settings>): Result<Settings> {
  if (settings.ok) COMPILED.set(settings.value.options, settings.value);
  return settings;
}
