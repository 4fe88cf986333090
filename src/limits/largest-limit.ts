import { MIB } from "../kubernetes/quantity/mebibytes.ts";
import type { MpsConfig } from "./mps-config.ts";

/** The largest memory limit of a config, in MiB, if it has one. */
export function largestLimit(config: MpsConfig): number | undefined {
  const { pinnedDeviceMemoryLimit, perDevicePinnedMemoryLimit } = config;
  const perDevice = Object.values(perDevicePinnedMemoryLimit ?? {});
  return Math.max(pinnedDeviceMemoryLimit ?? 0, ...perDevice) / MIB || undefined;
}
