import { MIB } from "../kubernetes/quantity/mebibytes.ts";
import { checkConfig } from "../limits/check-config.ts";
import type { MpsConfig, MpsConfigInput } from "../limits/mps-config.ts";
import { limitsThreads } from "../limits/thread-limit.ts";
import { checkOptions, oneOf } from "../options/check-options.ts";
import type { Issue } from "../result/issue.ts";
import { present } from "../result/present.ts";
import { failure, isNonEmpty, type Result, success } from "../result/result.ts";
import { unreadable } from "../result/unreadable.ts";
import { type ControlEffect, memoryAt } from "./to-control-commands.ts";

/** Options for `planAdjustment`. */
export interface AdjustmentOptions {
  /** By what limits are changed: variables, the daemon's commands, or memory partitioning (v3, dmem). */
  readonly mechanism: "env" | "v2" | "v3" | "dmem";
}

/** One limit that changes, and what that takes. */
export interface Adjustment {
  readonly field: keyof MpsConfig;
  /** The ordinal, if the limit is for one device. */
  readonly device?: number;
  /** Bytes, percent or priority; absent for no limit. */
  readonly from?: number;
  readonly to?: number;
  readonly direction: "tighten" | "loosen";
  readonly effect: ControlEffect;
  /** What has to happen before it holds for a workload that runs now. */
  readonly requires: "pod-restart" | "daemon-restart" | "none";
}

/**
 * What it takes to go from one config to another while pods run; an empty config has no limits. Only
 * memory partitioning changes a limit of a process that runs. The variables of a container and the limits
 * of a client are fixed when they start. No command of protocol 2 takes back a memory limit: it is gone
 * when the daemon has been restarted. 0 and 100 threads are no limit.
 *
 * Issues: those of `validateMpsConfig`, with `current` or `desired` before their paths; `options/*`.
 * Never throws.
 *
 * Sources: https://docs.nvidia.com/deploy/mps/mpsv2-interface.html, memory-partitioning.html
 *
 * @example
 * ```ts
 * planAdjustment({ activeThreadPercentage: 25 }, { activeThreadPercentage: 50 }, { mechanism: "env" });
 * // value: [{ field: "activeThreadPercentage", from: 25, to: 50, direction: "loosen",
 * //           effect: "new-clients", requires: "pod-restart" }]
 * ```
 */
export function planAdjustment(
  current: MpsConfigInput | MpsConfig,
  desired: MpsConfigInput | MpsConfig,
  options: AdjustmentOptions,
): Result<readonly Adjustment[]> {
  try {
    const before = readSide(current, "current");
    const after = readSide(desired, "desired");
    const issues = [
      ...checkOptions(options, { mechanism: oneOf("env", "v2", "v3", "dmem") }),
      ...(before.ok ? [] : before.issues),
      ...(after.ok ? [] : after.issues),
    ];
    const warnings = [...before.warnings, ...after.warnings];
    if (!before.ok || !after.ok || isNonEmpty(issues)) {
      return failure(issues as [Issue, ...Issue[]], warnings);
    }
    const changes = changesBetween(before.value, after.value);
    return success(
      changes.map((change) => ({ ...change, ...meansFor(change, options.mechanism) })),
      warnings,
    );
  } catch (error) {
    return unreadable(error);
  }
}

function readSide(input: unknown, side: "current" | "desired"): Result<MpsConfig> {
  const checked = checkConfig(input, MIB);
  const at = (issue: Issue): Issue => ({ ...issue, path: [side, ...issue.path] });
  const warnings = checked.warnings.map(at);
  if (checked.ok) return success(checked.value.config, warnings);
  // A workload may have no limits, before or after.
  if (input !== null && checked.issues.every(({ code }) => code === "config/missing"))
    return success({});
  return failure(checked.issues.map(at) as [Issue, ...Issue[]], warnings);
}

type Change = Omit<Adjustment, "effect" | "requires">;

function changesBetween(before: MpsConfig, after: MpsConfig): Change[] {
  const ordinals = new Set(
    [before, after].flatMap((config) => Object.keys(config.perDevicePinnedMemoryLimit ?? {})),
  );
  return [
    ...change(
      "pinnedDeviceMemoryLimit",
      before.pinnedDeviceMemoryLimit,
      after.pinnedDeviceMemoryLimit,
    ),
    ...[...ordinals].flatMap((device) =>
      change("perDevicePinnedMemoryLimit", memoryAt(before, device), memoryAt(after, device)).map(
        (one) => ({ ...one, device: Number(device) }),
      ),
    ),
    ...change("activeThreadPercentage", threadsOf(before), threadsOf(after)),
    // 0 is the default, and the higher of the two priorities.
    ...change("clientPriority", before.clientPriority ?? 0, after.clientPriority ?? 0),
  ];
}

function threadsOf({ activeThreadPercentage: threads }: MpsConfig): number | undefined {
  return limitsThreads(threads) ? threads : undefined;
}

function change(
  field: keyof MpsConfig,
  from: number | undefined,
  to: number | undefined,
): Change[] {
  if (from === to) return [];
  const grows = (to ?? Number.POSITIVE_INFINITY) > (from ?? Number.POSITIVE_INFINITY);
  const direction = grows === (field === "clientPriority") ? "tighten" : "loosen";
  return [present<Change>({ field, from, to, direction })];
}

function meansFor(
  { field, to }: Change,
  mechanism: AdjustmentOptions["mechanism"],
): Pick<Adjustment, "effect" | "requires"> {
  const isMemory = field.endsWith("MemoryLimit");
  if (mechanism === "dmem" && isMemory) return { effect: "live", requires: "none" };
  if (mechanism === "v2" && isMemory && to === undefined) {
    return { effect: "next-server", requires: "daemon-restart" };
  }
  return { effect: "new-clients", requires: "pod-restart" };
}
