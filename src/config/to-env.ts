import { isObject } from "../core/is-object.ts";
import type { Issue } from "../core/issue.ts";
import { newIssue } from "../core/new-issue.ts";
import type { Result } from "../core/result.ts";
import { failure, isNonEmpty, success } from "../core/results.ts";
import { unknownKeys } from "../core/unknown-keys.ts";
import { unreadable } from "../core/unreadable.ts";
import { MIB } from "../quantity/mebibytes.ts";
import { checkConfig } from "./check-config.ts";
import type { EnvVar } from "./env-var.ts";
import { limitsNothingWarning } from "./limits-nothing-warning.ts";
import type { MpsConfig } from "./mps-config.ts";
import { optionsType } from "./options-type.ts";
import { outOfRange } from "./out-of-range.ts";
import { entriesFor } from "./validated-config.ts";

/** More GPUs than any node has; bounds what one value can grow to. */
export const MOST_DEVICES = 1024;

/** What `toEnv` can be told. */
export interface ToEnvOptions {
  /**
   * How many GPUs the container sees: each is named in the memory limit.
   *
   * @defaultValue 1
   */
  readonly devices?: number | undefined;
}

/**
 * The environment variables a config comes to, in a fixed order: memory, threads, priority.
 *
 * Issues: those of `validateMpsConfig`, `device/out-of-range` for an ordinal beyond `devices` (CUDA
 * would drop every limit), `options/value` where `devices` is no whole number from 1 to 1024,
 * `options/type`, `options/unknown-key`.
 * Warning: `config/limits-nothing`. Never throws.
 *
 * @example
 * ```ts
 * toEnv(unwrap(validateMpsConfig({ pinnedDeviceMemoryLimit: "4Gi" })), { devices: 2 });
 * // value: [{ name: "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT", value: "0=4096M,1=4096M" }]
 * ```
 */
export function toEnv(config: MpsConfig, options?: ToEnvOptions): Result<EnvVar[]> {
  try {
    if (options !== undefined && !isObject(options)) return failure([optionsType(options)]);
    const devices = options?.["devices"] ?? 1;
    // The policy floor was the validation's business: here only what CUDA can hold counts.
    const checked = checkConfig(config, MIB);
    const issues: Issue[] = checked.ok ? [] : [...checked.issues];
    issues.push(...unknownKeys(options ?? {}, ["devices"], "options/unknown-key", [], "option"));
    if (!isCount(devices)) issues.push(badDevices(devices));
    else if (checked.ok) issues.push(...outOfRange(checked.value.config, devices));
    if (!checked.ok || isNonEmpty(issues)) {
      return failure(issues as [Issue, ...Issue[]], checked.warnings);
    }
    const warnings = checked.value.limitsNothing
      ? [...checked.warnings, limitsNothingWarning()]
      : checked.warnings;
    const entries = entriesFor(checked.value, devices as number);
    return success(
      entries.map(({ name, value }) => ({ name, value })),
      warnings,
    );
  } catch (error) {
    return unreadable(error);
  }
}

function isCount(devices: unknown): devices is number {
  return (
    Number.isInteger(devices) && (devices as number) >= 1 && (devices as number) <= MOST_DEVICES
  );
}

function badDevices(devices: unknown): Issue {
  return newIssue(
    "options/value",
    ["devices"],
    `the number of devices must be whole, from 1 to ${MOST_DEVICES}`,
    "leave it out for one",
    devices,
  );
}
