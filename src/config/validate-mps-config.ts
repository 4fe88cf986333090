import { isObject } from "../core/is-object.ts";
import { OPTION_NAMES } from "../core/option-names.ts";
import type { Result } from "../core/result.ts";
import { failure, isNonEmpty, success } from "../core/results.ts";
import { unknownKeys } from "../core/unknown-keys.ts";
import { unreadable } from "../core/unreadable.ts";
import { checkConfig } from "./check-config.ts";
import { readMinMemory } from "./min-memory.ts";
import type { MpsConfig } from "./mps-config.ts";
import type { MpsConfigOptions } from "./mps-config-options.ts";
import { optionsType } from "./options-type.ts";

/**
 * Validates MPS limits: the first half of dual validation, run when a config is stored. The second
 * is `injectGpuConfig`, which validates again when the config is used, unless it is handed the very
 * object that this returned.
 *
 * Issues: `config/missing`, `config/type`, `config/unknown-key`, every `threads/*`, `memory/*` and
 * `priority/*` code, `device/key`, `input/unreadable`; warning: `memory/rounded`. Bad options are
 * `options/*`. Never throws.
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
    const minMemory = readMinMemory(options?.["minMemory"]);
    if (typeof minMemory !== "number") issues.push(minMemory);
    if (isNonEmpty(issues)) return failure(issues);
    const checked = checkConfig(input, minMemory as number);
    return checked.ok ? success(checked.value.config, checked.warnings) : checked;
  } catch (error) {
    return unreadable(error);
  }
}
