import { MIB } from "../kubernetes/quantity/mebibytes.ts";
import { DEFAULT_MIN_MEMORY } from "../options/min-memory.ts";
import { optionsType } from "../options/option-names.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { unknownKeys } from "../result/unknown-keys.ts";
import { isObject } from "../result/unknown-object.ts";
import { unreadable } from "../result/unreadable.ts";
import { isUnresolved, unresolved } from "../result/unresolved.ts";
import { checkConfig, limitsNothing } from "./check-config.ts";
import { checkEnv, devicesOf } from "./check-env.ts";
import { belowMinimum } from "./config-issue.ts";
import { type CurrentLimit, readCurrentLimits } from "./current-limits.ts";
import type { MpsConfig } from "./mps-config.ts";
import { wholePercentage } from "./thread-limit.ts";
import { invalidDevices, isDeviceCount } from "./to-env.ts";
import { isUnresolvedItem } from "./unresolved-item.ts";

/** Options for `fromEnv`. */
export interface FromEnvOptions {
  /**
   * How many GPUs the container requests: CUDA drops every limit if one names a device beyond them.
   *
   * @defaultValue not checked
   */
  readonly devices?: number | undefined;
}

/**
 * The MPS limits in an `env` list, as CUDA reads them: the inverse of `toEnv` with the same `devices`.
 *
 * Issues: `config/missing` if no limit is left, `device/out-of-range` for a device that the container
 * does not see, `env/unknown-value` for a value that Kubernetes supplies or that names devices by UUID,
 * `input/type` for what is not a list, `input/unresolved`, `options/*`. Warnings: `env/ignored-by-cuda`,
 * which is no limit; `memory/too-small` for one below 512Mi, `threads/not-whole` for a percentage that is
 * rounded, `env/duplicate`, `config/limits-nothing`. Never throws.
 *
 * @example
 * ```ts
 * unwrap(fromEnv(container.env)); // { activeThreadPercentage: 50, pinnedDeviceMemoryLimit: 4294967296 }
 * ```
 */
export function fromEnv(env: unknown, options?: FromEnvOptions): Result<MpsConfig> {
  try {
    if (options !== undefined && !isObject(options)) return failure([optionsType(options)]);
    const issues = unknownKeys(options ?? {}, ["devices"], "options/unknown-key", [], "option");
    const devices: unknown = options?.["devices"];
    if (devices !== undefined && !isDeviceCount(devices)) issues.push(invalidDevices(devices));
    if (isUnresolved(env)) {
      issues.push(unresolved([], env));
    } else if (!Array.isArray(env)) {
      const hint = "pass the env of a container";
      issues.push(newIssue("input/type", [], "must be a list of { name, value }", hint, env));
    }
    if (isNonEmpty(issues)) return failure(issues);
    return read(env as readonly unknown[], devices as number | undefined);
  } catch (error) {
    return unreadable(error);
  }
}

function read(env: readonly unknown[], count: number | undefined): Result<MpsConfig> {
  const { memory, threads, clientPriority } = readCurrentLimits(env, []);
  const found = checkEnv(env, [], count);
  const issues: Issue[] = env.flatMap((item, index) =>
    isUnresolvedItem(item) ? [unresolved([index], item)] : [],
  );
  issues.push(...[memory, threads, clientPriority].flatMap(unknownValue));
  issues.push(...found.filter(({ code }) => code === "device/out-of-range"));
  const warnings: Issue[] = found.filter(({ code }) => code !== "device/out-of-range");
  const config: Record<string, unknown> = {};
  if (threads.state === "set") {
    config["activeThreadPercentage"] = wholePercentage(threads.value);
    if (!Number.isInteger(threads.value)) warnings.push(notWhole(threads));
  }
  if (memory.state === "set") {
    Object.assign(config, memoryFields(memory.value, devicesOf(env, count) ?? 1));
    if (Object.values(memory.value).some((bytes) => bytes < DEFAULT_MIN_MEMORY)) {
      const message = belowMinimum(DEFAULT_MIN_MEMORY);
      warnings.push(newIssue("memory/too-small", memory.path, message, undefined, memory.text));
    }
  }
  if (clientPriority.state === "set") config["clientPriority"] = clientPriority.value;
  if (isNonEmpty(issues)) return failure(issues, warnings);
  const checked = checkConfig(config, MIB);
  if (!checked.ok) return failure(checked.issues, warnings);
  if (checked.value.limitsNothing) warnings.push(limitsNothing());
  return success(checked.value.config, warnings);
}

/** One limit for all devices if it is that, as `toEnv` writes it. */
function memoryFields(memory: Readonly<Record<string, number>>, devices: number): object {
  const [first, ...others] = Object.values(memory);
  const isForAll =
    others.every((bytes) => bytes === first) &&
    others.length + 1 === devices &&
    Object.keys(memory).every((device) => Number(device) < devices);
  return isForAll ? { pinnedDeviceMemoryLimit: first } : { perDevicePinnedMemoryLimit: memory };
}

function unknownValue(limit: CurrentLimit<unknown>): Issue[] {
  if (limit.state !== "unknown") return [];
  const message = "the limit is unknown: Kubernetes supplies it, or it names devices by UUID";
  const { path, received } = limit;
  return [{ code: "env/unknown-value", path, message, hint: "write the value itself", received }];
}

function notWhole({ path, text, value }: Extract<CurrentLimit<number>, { state: "set" }>): Issue {
  const rounded = value < 1 ? "rounded up to 1, the least that is a limit" : "rounded down";
  const message = `the thread percentage is not whole: it is ${rounded}`;
  return newIssue("threads/not-whole", path, message, undefined, text);
}
