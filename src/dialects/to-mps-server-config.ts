import { formatMebibytes, MIB } from "../kubernetes/quantity/mebibytes.ts";
import { checkConfig, limitsNothing } from "../limits/check-config.ts";
import type { MpsConfig, MpsConfigInput } from "../limits/mps-config.ts";
import { limitsThreads } from "../limits/thread-limit.ts";
import { type Check, checkOptions, optional, whole } from "../options/check-options.ts";
import { invalidOption } from "../options/option.ts";
import type { FieldPath } from "../result/field-path.ts";
import { type Issue, newIssue } from "../result/issue.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { isRecord } from "../result/unknown-object.ts";
import { unreadable } from "../result/unreadable.ts";
import { leastMemory, memoryLosses } from "./differences.ts";
import { lossIssue } from "./loss-issue.ts";
import type { Loss, Rendering } from "./rendering.ts";
import { effectiveShare } from "./write.ts";

/** A server of MPS v3. */
export interface MpsServer {
  /** The limits of its default namespace. */
  readonly config?: MpsConfigInput | MpsConfig | undefined;
  /** The GPUs that it uses, by UUID or ordinal; all of them by default. */
  readonly allowedDevices?: readonly (string | number)[] | undefined;
  /** The user who owns it. */
  readonly uid?: number | undefined;
  /** The limits of its other namespaces, by name. A namespace without a limit has the whole GPU. */
  readonly namespaces?: Readonly<Record<string, MpsConfigInput | MpsConfig>> | undefined;
}

/** What MPS v3 allows as the name of a server or namespace. */
export const MPS_NAME: RegExp = /^[a-z0-9_]{1,64}$/;

const DEVICE = /^(?:\d{1,4}|GPU-[\w-]{1,64})$/;

/**
 * The configuration file of MPS v3, in TOML, for servers by name: `nvidia-cuda-mps-control -d -p 3 -a`.
 * `effective` is what the default namespace of the first server gets.
 *
 * Losses: limits that differ by device are `tightened` to the smallest. Issues: those of
 * `validateMpsConfig`, with the path of each config; `options/*`. Warnings: each loss, `memory/rounded`,
 * `config/limits-nothing`, and `dialect/scope` for a namespace without the memory limit that its server
 * has. Never throws.
 *
 * Source: https://docs.nvidia.com/deploy/mps/mpsv3-configuration-file.html
 *
 * @example
 * ```ts
 * toMpsServerConfig({ training: { config: { pinnedDeviceMemoryLimit: "10Gi" } } });
 * ```
 */
export function toMpsServerConfig(
  servers: Readonly<Record<string, MpsServer>>,
): Result<Rendering<string>> {
  try {
    return new ServerWriter().result(servers);
  } catch (error) {
    return unreadable(error);
  }
}

class ServerWriter {
  readonly #lines = ['schema_version = "1.0"'];
  readonly #issues: Issue[] = [];
  readonly #warnings: Issue[] = [];
  readonly #losses: Loss[] = [];
  #first: MpsConfig | undefined;

  result(servers: unknown): Result<Rendering<string>> {
    if (!isRecord(servers) || Object.keys(servers).length === 0) {
      const message = "must be an object from server names to servers";
      return failure([newIssue("input/type", [], message, undefined, servers)]);
    }
    for (const [name, server] of Object.entries(servers)) this.#server(name, server);
    if (isNonEmpty(this.#issues)) return failure(this.#issues, this.#warnings);
    const effective = this.#first
      ? effectiveShare(leastMemory(this.#first), this.#first.activeThreadPercentage)
      : {};
    const value = `${this.#lines.join("\n")}\n`;
    const warnings = [...this.#losses.map((loss) => lossIssue(loss)), ...this.#warnings];
    return success({ value, effective, losses: this.#losses }, warnings);
  }

  #server(name: string, server: unknown): void {
    this.#name(name, [name]);
    const checks: Record<string, Check> = {
      config: () => undefined,
      allowedDevices: optional(devices),
      uid: optional(whole(0, 2 ** 32 - 1)),
      namespaces: optional(record),
    };
    const issues = checkOptions(server, checks);
    this.#issues.push(...issues.map((issue) => ({ ...issue, path: [name, ...issue.path] })));
    if (issues.length > 0) return;
    const { config, allowedDevices, uid, namespaces = {} } = server as MpsServer;
    this.#lines.push("", `[servers.${name}]`);
    if (allowedDevices) this.#lines.push(`allowed_devices = "${allowedDevices.join(",")}"`);
    if (uid !== undefined) this.#lines.push(`uid = ${uid}`);
    const limits = config === undefined ? undefined : this.#limits(config, [name, "config"]);
    this.#first ??= limits;
    for (const [space, spaceConfig] of Object.entries(namespaces)) {
      const path = [name, "namespaces", space];
      this.#name(space, path);
      this.#lines.push("", `[servers.${name}.namespaces.${space}]`);
      const own = this.#limits(spaceConfig, path);
      if (limits && own && leastMemory(limits) && leastMemory(own) === undefined) {
        this.#warnings.push(unlimitedNamespace(path));
      }
    }
  }

  #name(name: string, path: FieldPath): void {
    if (MPS_NAME.test(name)) return;
    const message = "must be lowercase letters, digits and underscores, at most 64";
    this.#issues.push(invalidOption(path, message, name));
  }

  #limits(input: unknown, path: FieldPath): MpsConfig | undefined {
    const checked = checkConfig(input, MIB);
    const at = (issue: Issue): Issue => ({ ...issue, path: [...path, ...issue.path] });
    this.#warnings.push(...checked.warnings.map(at));
    if (!checked.ok) {
      this.#issues.push(...checked.issues.map(at));
      return undefined;
    }
    const { config } = checked.value;
    if (checked.value.limitsNothing) this.#warnings.push(at(limitsNothing()));
    const memory = leastMemory(config);
    const { activeThreadPercentage: threads, clientPriority } = config;
    if (memory !== undefined) {
      this.#lines.push(`pinned_memory_limit = "${mpsSize(memory)}"`);
      this.#losses.push(...memoryLosses(config, memory, path));
    }
    if (limitsThreads(threads)) this.#lines.push(`active_thread_percentage = "${threads}"`);
    if (clientPriority !== undefined) this.#lines.push(`client_priority = "${clientPriority}"`);
    return config;
  }
}

/** Memory as MPS writes it, in the largest unit that divides it: `4G`, `4606M`. */
export function mpsSize(bytes: number): string {
  const gibibytes = bytes / (1024 * MIB);
  return Number.isInteger(gibibytes) ? `${gibibytes}G` : formatMebibytes(bytes).slice(0, -1);
}

function devices(value: unknown, path: FieldPath): Issue | undefined {
  const isValid = Array.isArray(value) && value.length > 0 && value.every((one) => isDevice(one));
  return isValid
    ? undefined
    : invalidOption(path, "must be a list of ordinals or GPU-UUIDs", value);
}

/** Whether it is an ordinal, or a UUID as the driver has them. */
export function isDevice(device: unknown): device is string | number {
  return (typeof device === "string" || typeof device === "number") && DEVICE.test(String(device));
}

function record(value: unknown, path: FieldPath): Issue | undefined {
  return isRecord(value) ? undefined : invalidOption(path, "must be an object of configs", value);
}

function unlimitedNamespace(path: FieldPath): Issue {
  const message = "the memory limit of the server is that of its default namespace: this has none";
  return newIssue("dialect/scope", path, message, "add pinnedDeviceMemoryLimit here, too");
}
