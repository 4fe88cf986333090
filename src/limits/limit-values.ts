import type { FieldPath } from "../result/field-path.ts";
import type { MpsConfig, MpsField } from "./mps-config.ts";
import { limitsThreads } from "./thread-limit.ts";
import { MAX_DEVICES } from "./to-env.ts";

/** What no limit is: above every maximum, and never below a minimum. */
export const NO_LIMIT: number = Number.POSITIVE_INFINITY;

/** The limits of one field, by device ordinal; those that are not for one device are at `""`. */
export type LimitValues = ReadonlyMap<string, number>;

/** No limit at all. */
export const UNLIMITED: LimitValues = /* @__PURE__ */ new Map([["", NO_LIMIT]]);

/** The limits that a config has for a field; none if it does not have the field. */
export function limitValues(config: MpsConfig, field: MpsField): LimitValues {
  const values = new Map<string, number>();
  const value = config[field];
  if (value !== undefined) {
    const isLimit = field !== "activeThreadPercentage" || limitsThreads(value);
    values.set("", isLimit ? value : NO_LIMIT);
  }
  if (field !== "pinnedDeviceMemoryLimit") return values;
  for (const [device, bytes] of Object.entries(config.perDevicePinnedMemoryLimit ?? {})) {
    values.set(device, bytes);
  }
  return values;
}

/** Where in a config a limit is. */
export function pathOfLimit(field: MpsField, device: string): FieldPath {
  return device === "" ? [field] : ["perDevicePinnedMemoryLimit", device];
}

/** A limit for some devices is none for the others. */
export function onEveryDevice(values: LimitValues, devices: number): LimitValues {
  if (values.has("")) return values;
  const all = new Map(values);
  for (let device = 0; device < Math.min(devices, MAX_DEVICES); device++) {
    if (!all.has(String(device))) all.set(String(device), NO_LIMIT);
  }
  return all;
}

/** The part of a config that says so. What has no limit is left out. */
export function configOf(field: MpsField, values: LimitValues): MpsConfig {
  const limits = [...values].filter(([, value]) => value !== NO_LIMIT);
  const everywhere = values.get("") ?? NO_LIMIT;
  const devices = limits.filter(([device]) => device !== "");
  return {
    ...(everywhere !== NO_LIMIT && { [field]: everywhere }),
    ...(devices.length > 0 && {
      perDevicePinnedMemoryLimit: Object.freeze(Object.fromEntries(devices)),
    }),
  };
}
