import { limitsNothing, type MpsEntry, mpsEntries } from "./device-limits.ts";
import type { MpsConfig } from "./mps-config.ts";

/** A config known to be valid, with what follows from it worked out once. */
export interface ValidatedConfig {
  readonly config: MpsConfig;
  /** The smallest memory limit in bytes: held against the policy floor at every use. */
  readonly leastMemory: number;
  readonly limitsNothing: boolean;
  /** `mpsEntries` for one device: what nearly every container needs. */
  readonly forOneDevice: readonly MpsEntry[];
}

/**
 * The very objects that validation returned: they alone skip being validated again. They are
 * frozen, so what is remembered about one stays true. Only a memo: without it every answer is the
 * same, later.
 */
const VALIDATED: WeakMap<object, ValidatedConfig> = /* @__PURE__ */ new WeakMap();

export function findValidated(input: unknown): ValidatedConfig | undefined {
  return VALIDATED.get(input as object);
}

export function rememberValidated(config: MpsConfig): ValidatedConfig {
  const validated: ValidatedConfig = {
    config,
    leastMemory: Math.min(
      config.pinnedDeviceMemoryLimit ?? Number.POSITIVE_INFINITY,
      ...Object.values(config.perDevicePinnedMemoryLimit ?? {}),
    ),
    limitsNothing: limitsNothing(config),
    forOneDevice: mpsEntries(config, 1),
  };
  VALIDATED.set(config, validated);
  return validated;
}

export function entriesFor(validated: ValidatedConfig, devices: number): readonly MpsEntry[] {
  return devices === 1 ? validated.forOneDevice : mpsEntries(validated.config, devices);
}
