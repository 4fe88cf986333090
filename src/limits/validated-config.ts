import type { FieldPath } from "../result/field-path.ts";
import { NONE } from "../result/none.ts";
import type { MpsConfig } from "./mps-config.ts";
import { type MpsEntry, mpsEntries, NO_THREAD_LIMIT } from "./mps-entries.ts";
import { limitsThreads } from "./thread-limit.ts";

/** A valid config, with what follows from it computed once. */
export interface ValidatedConfig {
  readonly config: MpsConfig;
  /** Where its fields are in what was passed in: below `spec` in a record. */
  readonly root: FieldPath;
  /** The smallest memory limit in bytes: compared with `minMemory` at every use. */
  readonly leastMemory: number;
  /** Whether it limits neither memory nor threads: valid, but MPS then limits nothing. */
  readonly limitsNothing: boolean;
  /** What takes the place of existing limits that the config explicitly does not want. */
  readonly noLimits: readonly MpsEntry[];
  /** `mpsEntries` for one device: what nearly every container needs. */
  readonly forOneDevice: readonly MpsEntry[];
}

/**
 * The very objects that validation returned: they alone are not validated again. They are frozen, so
 * what is remembered about one stays true. Only a memo: without it every answer is the same, later.
 * See docs/adr/0003-validated-configs-are-remembered.md.
 */
const VALIDATED: WeakMap<object, ValidatedConfig> = /* @__PURE__ */ new WeakMap();

export function findValidated(input: unknown): ValidatedConfig | undefined {
  return VALIDATED.get(input as object);
}

export function rememberValidated(config: MpsConfig): ValidatedConfig {
  const { activeThreadPercentage, pinnedDeviceMemoryLimit, perDevicePinnedMemoryLimit } = config;
  const hasThreadLimit = limitsThreads(activeThreadPercentage);
  const validated: ValidatedConfig = {
    config,
    root: NONE,
    leastMemory: Math.min(
      pinnedDeviceMemoryLimit ?? Number.POSITIVE_INFINITY,
      ...Object.values(perDevicePinnedMemoryLimit ?? {}),
    ),
    limitsNothing:
      pinnedDeviceMemoryLimit === undefined &&
      perDevicePinnedMemoryLimit === undefined &&
      !hasThreadLimit,
    noLimits: activeThreadPercentage === undefined || hasThreadLimit ? NONE : [NO_THREAD_LIMIT],
    forOneDevice: mpsEntries(config, 1),
  };
  VALIDATED.set(config, validated);
  return validated;
}

export function entriesFor(validated: ValidatedConfig, devices: number): readonly MpsEntry[] {
  return devices === 1 ? validated.forOneDevice : mpsEntries(validated.config, devices);
}
