/**
 * MPS limits as people write them. At least one field is required.
 *
 * @example
 * ```ts
 * const input: MpsConfigInput = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 };
 * ```
 */
export interface MpsConfigInput {
  /** The percentage of the GPU's threads a process may use: whole, 0 to 100; 0 and 100 set no limit. */
  readonly activeThreadPercentage?: number | undefined;
  /**
   * Device memory a process may pin on each GPU: bytes, or a Kubernetes quantity (`"4Gi"`). At least
   * 512Mi, rounded down to a whole MiB.
   */
  readonly pinnedDeviceMemoryLimit?: number | bigint | string | undefined;
  /** The same for single GPUs, by ordinal as the container sees them: `{ "0": "4Gi" }`. */
  readonly perDevicePinnedMemoryLimit?:
    | Readonly<Record<string, number | bigint | string>>
    | undefined;
  /** 0 is normal (the default), 1 below normal. */
  readonly clientPriority?: 0 | 1 | undefined;
  /** For editors: the address of the JSON Schema, `kube-mps/schema.json`. Not part of the limits. */
  readonly $schema?: string | undefined;
}

/**
 * Validated MPS limits: canonical, frozen, JSON-safe, and again a valid {@link MpsConfigInput}, so that
 * they can be stored and read back. Memory is in bytes, whole MiB.
 */
export interface MpsConfig {
  readonly activeThreadPercentage?: number;
  readonly pinnedDeviceMemoryLimit?: number;
  readonly perDevicePinnedMemoryLimit?: Readonly<Record<string, number>>;
  readonly clientPriority?: 0 | 1;
}

/** What a limit is of. Pinned and per-device memory are one. */
export type MpsField = "pinnedDeviceMemoryLimit" | "activeThreadPercentage" | "clientPriority";

/** The fields of a config. */
export const MPS_FIELDS: readonly (keyof MpsConfig)[] = [
  "activeThreadPercentage",
  "pinnedDeviceMemoryLimit",
  "perDevicePinnedMemoryLimit",
  "clientPriority",
];
