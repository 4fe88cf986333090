import type { MpsConfig } from "../limits/mps-config.ts";
import { limitsThreads } from "../limits/thread-limit.ts";
import type { FieldPath } from "../result/field-path.ts";
import { present } from "../result/present.ts";
import type { Loss, LossKind } from "./rendering.ts";

/** Where the config is in the input of a writer that takes several. */
type Base = FieldPath;

/**
 * The losses where every device gets the same memory, whatever the config says of each.
 *
 * @param got - bytes; `undefined` for no limit
 */
export function memoryLosses(config: MpsConfig, got: number | undefined, base: Base = []): Loss[] {
  const { pinnedDeviceMemoryLimit: pinned, perDevicePinnedMemoryLimit: perDevice = {} } = config;
  return [
    ...difference([...base, "pinnedDeviceMemoryLimit"], pinned, got),
    ...Object.entries(perDevice).flatMap(([device, bytes]) =>
      difference([...base, "perDevicePinnedMemoryLimit", device], bytes, got),
    ),
  ];
}

/** @param got - a percentage; 100 and `undefined` are no limit */
export function threadLosses(config: MpsConfig, got: number | undefined, base: Base = []): Loss[] {
  const limit = limitsThreads(got) ? got : undefined;
  return difference([...base, "activeThreadPercentage"], config.activeThreadPercentage, limit);
}

/** The loss where a dialect has no priority of clients. */
export function priorityLosses({ clientPriority }: MpsConfig): Loss[] {
  if (clientPriority === undefined) return [];
  return [{ ...lossAt(["clientPriority"], "unsupported"), asked: clientPriority }];
}

/** Everything that is asked of a card's memory, and gets something that is not one process's. */
export function scopeLosses(config: MpsConfig): Loss[] {
  const { activeThreadPercentage: threads, pinnedDeviceMemoryLimit: pinned } = config;
  const perDevice = Object.entries(config.perDevicePinnedMemoryLimit ?? {});
  return [
    ...(pinned === undefined ? [] : [scopeLoss(["pinnedDeviceMemoryLimit"], pinned)]),
    ...perDevice.map(([device, bytes]) => scopeLoss(["perDevicePinnedMemoryLimit", device], bytes)),
    ...(threads === undefined ? [] : [scopeLoss(["activeThreadPercentage"], threads)]),
  ];
}

/** A limit that is written as it is, for something else than one process. */
export function scopeLoss(path: FieldPath, amount: number): Loss {
  return { ...lossAt(path, "scope"), asked: amount, got: amount };
}

/** A loss without amounts; its field is the first of the path that is one of a config. */
export function lossAt(path: FieldPath, kind: LossKind): Pick<Loss, "path" | "field" | "kind"> {
  const field = [...path].reverse().find((step) => !/^\d+$/.test(String(step)));
  return { path, field: String(field), kind };
}

function difference(path: FieldPath, asked: number | undefined, got: number | undefined): Loss[] {
  if (asked === got) return [];
  const isLess = asked === undefined || (got !== undefined && got < asked);
  const loss = lossAt(path, isLess ? "tightened" : "widened");
  return [present<Loss>({ ...loss, asked, got })];
}

/** The least that a config allows on any device; `undefined` without a memory limit. */
export function leastMemory(config: MpsConfig): number | undefined {
  const limits = allMemory(config);
  return limits.length === 0 ? undefined : Math.min(...limits);
}

/** The most that a config asks for on any device; `undefined` without a memory limit. */
export function mostMemory(config: MpsConfig): number | undefined {
  const limits = allMemory(config);
  return limits.length === 0 ? undefined : Math.max(...limits);
}

function allMemory({
  pinnedDeviceMemoryLimit,
  perDevicePinnedMemoryLimit = {},
}: MpsConfig): number[] {
  const everywhere = pinnedDeviceMemoryLimit === undefined ? [] : [pinnedDeviceMemoryLimit];
  return [...everywhere, ...Object.values(perDevicePinnedMemoryLimit)];
}

/** What a config allows on its first device. */
export function firstMemory(config: MpsConfig): number | undefined {
  return config.perDevicePinnedMemoryLimit?.["0"] ?? config.pinnedDeviceMemoryLimit;
}
