import type { MpsConfigOptions } from "../options/inject-options.ts";
import { minMemoryOf } from "../options/min-memory.ts";
import { type Result, success } from "../result/result.ts";
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
    const minMemory = minMemoryOf(options);
    if (!minMemory.ok) return minMemory;
    const checked = checkConfig(input, minMemory.value);
    return checked.ok ? success(checked.value.config, checked.warnings) : checked;
  } catch (error) {
    return unreadable(error);
  }
}
