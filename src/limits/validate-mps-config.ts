import type { MpsConfigOptions } from "../options/inject-options.ts";
import { readMinMemory } from "../options/min-memory.ts";
import { OPTION_NAMES, optionsType } from "../options/option-names.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { unknownKeys } from "../result/unknown-keys.ts";
import { isObject } from "../result/unknown-object.ts";
import { unreadable } from "../result/unreadable.ts";
import { checkConfig } from "./check-config.ts";
import type { MpsConfig } from "./mps-config.ts";

/**
 * Validates MPS limits: the first half of dual validation, run when a config is stored. The second is
 * `injectGpuConfig`, which validates again when the config is used, unless it is passed the very object
 * that this returned.
 *
 * Issues: `config/missing`, `config/type`, `config/unknown-key`, every `threads/*`, `memory/*` and
 * `priority/*` code, `device/key`, `input/unreadable`; warning: `memory/rounded`. Invalid options are
 * `options/*`. Never throws.
 *
 * @param input - an {@link MpsConfigInput}: from a form, a file, a database
 * @param options - any option of `injectGpuConfig`; only `minMemory` is used
 *
 * @example
 * ```ts
 * const result = validateMpsConfig({ activeThreadPercentage: 50, pinnedDeviceMemoryLimit: "4Gi" });
 * if (result.ok) store(result.value);
 * // { activeThreadPercentage: 50, pinnedDeviceMemoryLimit: 4294967296 }
 * ```
 */
export function validateMpsConfig(input: unknown, options?: MpsConfigOptions): Result<MpsConfig> {
  try {
    if (options !== undefined && !isObject(options)) return failure([optionsType(options)]);
    const issues = unknownKeys(options ?? {}, OPTION_NAMES, "options/unknown-key", [], "option");
    const minMemory = readMinMemory(options?.["minMemory"], ["minMemory"], issues);
    if (isNonEmpty(issues)) return failure(issues);
    const checked = checkConfig(input, minMemory);
    return checked.ok ? success(checked.value.config, checked.warnings) : checked;
  } catch (error) {
    return unreadable(error);
  }
}
