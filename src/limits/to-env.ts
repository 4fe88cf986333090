import { MIB } from "../kubernetes/quantity/mebibytes.ts";
import { optionsType } from "../options/option-names.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { unknownKeys } from "../result/unknown-keys.ts";
import { isObject } from "../result/unknown-object.ts";
import { unreadable } from "../result/unreadable.ts";
import { checkConfig, limitsNothing } from "./check-config.ts";
import type { MpsConfig } from "./mps-config.ts";
import type { MpsConfigRecord } from "./mps-config-record.ts";
import { outOfRange } from "./out-of-range.ts";
import { entriesFor } from "./validated-config.ts";

/** More GPUs than any node has; bounds the length of a value. */
export const MAX_DEVICES = 1024;

/** An environment variable as Kubernetes has it. Values are always strings. */
export interface EnvVar {
  name: string;
  value: string;
}

/** Options for `toEnv`. */
export interface ToEnvOptions {
  /**
   * How many GPUs the container sees: each is named in the memory limit.
   *
   * @defaultValue 1
   */
  readonly devices?: number | undefined;
}

/**
 * The environment variables of a config, in a fixed order: memory, threads, priority.
 *
 * Issues: those of `validateMpsConfig`, `device/out-of-range` for an ordinal beyond `devices` (CUDA
 * would drop every limit), `options/value` if `devices` is not a whole number from 1 to 1024,
 * `options/type`, `options/unknown-key`. Warning: `config/limits-nothing`. Never throws.
 *
 * @example
 * ```ts
 * toEnv(unwrap(validateMpsConfig({ pinnedDeviceMemoryLimit: "4Gi" })), { devices: 2 });
 * // value: [{ name: "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT", value: "0=4096M,1=4096M" }]
 * ```
 */
export function toEnv(
  config: MpsConfig | MpsConfigRecord<MpsConfig>,
  options?: ToEnvOptions,
): Result<EnvVar[]> {
  try {
    if (options !== undefined && !isObject(options)) return failure([optionsType(options)]);
    const devices = options?.["devices"] ?? 1;
    // `minMemory` was checked by validation: here only what CUDA can represent matters.
    const checked = checkConfig(config, MIB);
    const issues: Issue[] = checked.ok ? [] : [...checked.issues];
    issues.push(...unknownKeys(options ?? {}, ["devices"], "options/unknown-key", [], "option"));
    if (!isDeviceCount(devices)) issues.push(invalidDevices(devices));
    else if (checked.ok) issues.push(...outOfRange(checked.value, devices));
    if (!checked.ok || isNonEmpty(issues)) {
      return failure(issues as [Issue, ...Issue[]], checked.warnings);
    }
    const warnings = checked.value.limitsNothing
      ? [...checked.warnings, limitsNothing()]
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

/** Whether it is a number of devices that a container may see. */
export function isDeviceCount(devices: unknown): devices is number {
  return (
    Number.isInteger(devices) && (devices as number) >= 1 && (devices as number) <= MAX_DEVICES
  );
}

export function invalidDevices(devices: unknown): Issue {
  return newIssue(
    "options/value",
    ["devices"],
    `must be a whole number from 1 to ${MAX_DEVICES}`,
    "omit it for 1",
    devices,
  );
}
