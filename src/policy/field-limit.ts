import type { GpuContainer } from "../find/gpu-container.ts";
import { limitValues, onEveryDevice, UNLIMITED } from "../limits/limit-values.ts";
import type { MpsConfig, MpsField } from "../limits/mps-config.ts";
import { type CarriedLimit, carriedLimit } from "../resolve/carried-limit.ts";
import { requestedPath } from "../resolve/requested-paths.ts";
import type { CompiledPolicy } from "./compiled-policy.ts";

/** What a container is to have for one field; absent and unlimited are `NO_LIMIT`. */
export interface FieldLimit extends Omit<CarriedLimit, "received"> {
  readonly field: MpsField;
  readonly received?: string;
  /** What is at the path. */
  readonly from: "env" | "annotation" | "container";
  /** The policy of which it is the default. */
  readonly defaultOf?: CompiledPolicy;
}

/** What can say which limits a container is to have. */
export interface LimitSources {
  readonly container: GpuContainer;
  readonly requested: MpsConfig | undefined;
  readonly policies: readonly CompiledPolicy[];
  /** How many devices the container certainly sees. */
  readonly devices: number;
}

/**
 * The limit of a container for one field: what it has, else what is requested for it, else the default of
 * the first policy that has one.
 */
export function limitOf(field: MpsField, sources: LimitSources): FieldLimit {
  const { container, requested = {}, policies, devices } = sources;
  const carried = carriedLimit(field, container, devices);
  if (carried !== undefined) return { field, ...carried, from: "env" };
  const { path } = container;
  const limit = { field, isUnknown: false, path, from: "container" } as const;
  const asked = partOf(requested, field, devices);
  if (asked !== undefined) {
    const at = requestedPath(requested, field);
    return { ...limit, ...asked, ...(at !== undefined && { path: at, from: "annotation" }) };
  }
  for (const policy of policies) {
    const part = partOf(policy.spec.default ?? {}, field, devices);
    if (part !== undefined) return { ...limit, ...part, defaultOf: policy };
  }
  return { ...limit, values: UNLIMITED, config: {} };
}

/** What a config says of one field, if it says something. */
function partOf(
  config: MpsConfig,
  field: MpsField,
  devices: number,
): Pick<FieldLimit, "values" | "config"> | undefined {
  const values = limitValues(config, field);
  if (values.size === 0) return undefined;
  const { perDevicePinnedMemoryLimit: perDevice, [field]: value } = config;
  const part: MpsConfig = {
    ...(value !== undefined && { [field]: value }),
    ...(field === "pinnedDeviceMemoryLimit" &&
      perDevice !== undefined && { perDevicePinnedMemoryLimit: perDevice }),
  };
  return { values: onEveryDevice(values, devices), config: part };
}
