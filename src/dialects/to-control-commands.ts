import { MIB } from "../kubernetes/quantity/mebibytes.ts";
import { checkConfig } from "../limits/check-config.ts";
import type { MpsConfig, MpsConfigInput } from "../limits/mps-config.ts";
import { outOfRange } from "../limits/out-of-range.ts";
import { MAX_DEVICES } from "../limits/to-env.ts";
import { checkOptions, oneOf, optional, text, whole } from "../options/check-options.ts";
import { invalidOption } from "../options/option.ts";
import type { FieldPath } from "../result/field-path.ts";
import type { Issue } from "../result/issue.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { unreadable } from "../result/unreadable.ts";
import { lossAt } from "./differences.ts";
import { lossIssue } from "./loss-issue.ts";
import { isDevice, MPS_NAME, mpsSize } from "./to-mps-server-config.ts";

/** Options for `toControlCommands`. */
export interface ControlOptions {
  /** Of the control daemon: 2 is what it speaks by default. */
  readonly protocol: 2 | 3;
  /** The daemon's ordinals or UUIDs of the devices that the config counts from 0. */
  readonly devices: readonly (number | string)[];
  /**
   * With protocol 2 the PID of a running server, whose limits change instead of the daemon's defaults;
   * with protocol 3 the name of a server, which is required.
   */
  readonly server?: number | string | undefined;
  /** With protocol 3 a namespace of the server. */
  readonly namespace?: string | undefined;
}

/** Whom a change reaches: clients of servers that start later, clients that start later, all. */
export type ControlEffect = "next-server" | "new-clients" | "live";

/** A command for the control daemon. */
export interface ControlCommand {
  /** With protocol 2 a line for its standard input, with protocol 3 its arguments. */
  readonly command: string;
  readonly effect: ControlEffect;
}

/**
 * The commands that set the limits of a config in a control daemon that runs. No command of either
 * protocol changes a limit of a client that runs; the defaults of protocol 2 are lost when the daemon quits.
 * 0 and 100 threads are written as 100, which takes back a limit.
 *
 * Issues: those of `validateMpsConfig`; `device/out-of-range` for a limit of a device that is not among
 * `devices`; `options/*`. Warnings: `memory/rounded`; with protocol 3, which has one memory limit for all
 * devices, `dialect/tightened` where the smallest was taken. Never throws.
 *
 * Sources: https://docs.nvidia.com/deploy/mps/mpsv2-interface.html, mpsv3-interface.html
 *
 * @example
 * ```ts
 * toControlCommands({ pinnedDeviceMemoryLimit: "4Gi" }, { protocol: 2, devices: [0] });
 * // value: [{ command: "set_default_device_pinned_mem_limit 0 4G", effect: "next-server" }]
 * ```
 */
export function toControlCommands(
  config: MpsConfigInput | MpsConfig,
  options: ControlOptions,
): Result<readonly ControlCommand[]> {
  try {
    const checked = checkConfig(config, MIB);
    const issues = [...checkControl(options), ...(checked.ok ? [] : checked.issues)];
    if (checked.ok && issues.length === 0) {
      issues.push(...outOfRange(checked.value, options.devices.length));
    }
    if (!checked.ok || isNonEmpty(issues)) {
      return failure(issues as [Issue, ...Issue[]], checked.warnings);
    }
    const limits = checked.value.config;
    if (options.protocol === 2) return success(legacyCommands(limits, options), checked.warnings);
    const { command, losses } = namedCommand(limits, options);
    return success([{ command, effect: "new-clients" }], [...checked.warnings, ...losses]);
  } catch (error) {
    return unreadable(error);
  }
}

function checkControl(options: ControlOptions): Issue[] {
  const name = text(MPS_NAME, "a name of lowercase letters, digits and underscores");
  const isNamed = (options as Partial<ControlOptions> | undefined)?.protocol === 3;
  return checkOptions(options, {
    protocol: oneOf(2, 3),
    devices: listOfDevices,
    server: isNamed ? name : optional(whole(1, 2 ** 31)),
    namespace: isNamed ? optional(name) : oneOf(undefined),
  });
}

function listOfDevices(value: unknown, path: FieldPath): Issue | undefined {
  const isValid =
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= MAX_DEVICES &&
    value.every(isDevice) &&
    new Set(value.map(String)).size === value.length;
  const message = "must be a list of different ordinals or GPU-UUIDs";
  return isValid ? undefined : invalidOption(path, message, value);
}

/** Source: https://docs.nvidia.com/deploy/mps/mpsv2-interface.html */
function legacyCommands(config: MpsConfig, { devices, server }: ControlOptions): ControlCommand[] {
  const [prefix, target, effect]: [string, string, ControlEffect] =
    server === undefined
      ? ["set_default_", "", "next-server"]
      : ["set_", `${server} `, "new-clients"];
  const commands = devices.flatMap((device, ordinal): ControlCommand[] => {
    const bytes = memoryAt(config, ordinal);
    if (bytes === undefined) return [];
    const command = `${prefix}device_pinned_mem_limit ${target}${device} ${mpsSize(bytes)}`;
    return [{ command, effect }];
  });
  const { activeThreadPercentage: threads, clientPriority } = config;
  if (threads !== undefined) {
    const command = `${prefix}active_thread_percentage ${target}${threads || 100}`;
    commands.push({ command, effect });
  }
  if (clientPriority !== undefined) {
    const command = `set_default_client_priority ${clientPriority}`;
    commands.push({ command, effect: "new-clients" });
  }
  return commands;
}

/** Source: https://docs.nvidia.com/deploy/mps/mpsv3-interface.html */
function namedCommand(config: MpsConfig, { devices, server, namespace }: ControlOptions) {
  const { activeThreadPercentage: threads, clientPriority } = config;
  const limits = devices.map((_, ordinal) => memoryAt(config, ordinal));
  const least = Math.min(...limits.map((bytes) => bytes ?? Number.POSITIVE_INFINITY));
  const losses = limits.flatMap((asked, ordinal) => {
    if (asked === least || least === Number.POSITIVE_INFINITY) return [];
    const loss = lossAt(["perDevicePinnedMemoryLimit", String(ordinal)], "tightened");
    return [lossIssue({ ...loss, ...(asked !== undefined && { asked }), got: least })];
  });
  const target =
    namespace === undefined
      ? `server set ${server}`
      : `namespace set ${namespace} --server=${server}`;
  const flags = [
    ...(least === Number.POSITIVE_INFINITY ? [] : [`--pinned-memory-limit=${mpsSize(least)}`]),
    ...(threads === undefined ? [] : [`--active-thread-percentage=${threads || 100}`]),
    ...(clientPriority === undefined ? [] : [`--client-priority=${clientPriority}`]),
  ];
  return { command: [target, ...flags].join(" "), losses };
}

/** The limit of one device. */
export function memoryAt(config: MpsConfig, ordinal: number | string): number | undefined {
  return config.perDevicePinnedMemoryLimit?.[String(ordinal)] ?? config.pinnedDeviceMemoryLimit;
}
