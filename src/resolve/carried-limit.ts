import type { GpuContainer } from "../find/gpu-container.ts";
import type { CurrentLimit } from "../limits/current-limits.ts";
import {
  configOf,
  type LimitValues,
  limitValues,
  onEveryDevice,
  UNLIMITED,
} from "../limits/limit-values.ts";
import type { MpsConfig, MpsField } from "../limits/mps-config.ts";
import { wholePercentage } from "../limits/thread-limit.ts";
import type { FieldPath } from "../result/field-path.ts";
import { received } from "../result/received.ts";

/** A limit that a container has for one field. */
export interface CarriedLimit {
  readonly values: LimitValues;
  /** The same as a config; empty if it is not known. */
  readonly config: MpsConfig;
  /** Whether Kubernetes supplies the value, or it cannot be told which devices it is for. */
  readonly isUnknown: boolean;
  readonly path: FieldPath;
  /** As written, JSON-like. */
  readonly received: string;
}

const CURRENT = {
  pinnedDeviceMemoryLimit: "memory",
  activeThreadPercentage: "threads",
  clientPriority: "clientPriority",
} as const;

/**
 * Reads the limit that a container has for a field; what CUDA ignores it does not have.
 *
 * @param devices - how many it certainly sees
 */
export function carriedLimit(
  field: MpsField,
  { current, count }: GpuContainer,
  devices: number,
): CarriedLimit | undefined {
  const limit: CurrentLimit<number | Readonly<Record<string, number>>> = current[CURRENT[field]];
  if (limit.state === "unset" || limit.state === "ignored") return undefined;
  const { path } = limit;
  const unknown = { values: UNLIMITED, config: {}, isUnknown: true, path } as const;
  if (limit.state !== "set") return { ...unknown, received: limit.received };
  const { value, text } = limit;
  const shown = received(text);
  const known = { isUnknown: false, path: [...path, "value"], received: shown };
  if (typeof value === "number") {
    const config = { [field]: field === "activeThreadPercentage" ? wholePercentage(value) : value };
    return { ...known, values: limitValues(config, field), config };
  }
  const highest = Math.max(...Object.keys(value).map(Number));
  // CUDA drops every limit if one names a device that is not visible.
  if (highest >= (count ?? devices)) return undefined;
  if (highest >= devices) return { ...unknown, received: shown };
  const values = new Map(Object.entries(value));
  return { ...known, values: onEveryDevice(values, devices), config: configOf(field, values) };
}
