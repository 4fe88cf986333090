import type { MpsConfigOptions } from "../config/mps-config-options.ts";
import type { Carrier } from "../workload/carrier.ts";

/** Who wins where a container carries an MPS variable already. */
export type ConflictPolicy = "override" | "keep" | "error" | "tighten";

/** How GPU containers are found. */
export interface GpuOptions {
  /**
   * Resource names that mean a GPU; a `*` at the end stands for anything.
   *
   * @defaultValue ["nvidia.com/gpu", "nvidia.com/gpu.shared", "nvidia.com/mig-*"]
   */
  readonly gpuResources?: readonly string[] | undefined;
  /** Kinds that carry containers, beside those known; of two rows for one kind these win. */
  readonly carriers?: readonly Carrier[] | undefined;
  /**
   * What to do with an object of an unknown kind in which something looks like a pod with a GPU:
   * leave it and warn, inject, leave it without a look, or fail.
   *
   * @defaultValue "warn"
   */
  readonly unknownKinds?: "warn" | "inject" | "skip" | "error" | undefined;
}

/** A label or annotation whose value `"true"`, on an object or its pod template, opts it out. */
export interface OptOut {
  readonly label?: string | undefined;
  readonly annotation?: string | undefined;
}

/** What `injectGpuConfig` can be told. */
export interface InjectOptions extends GpuOptions, MpsConfigOptions {
  /**
   * Who wins where a container carries one of the variables with another meaning: the config
   * (`"override"`), the container (`"keep"`), nobody (`"error"`), or the stricter (`"tighten"`).
   *
   * @defaultValue "override"
   */
  readonly onConflict?: ConflictPolicy | undefined;
  /**
   * Whether a GPU workload without a config is an issue or passes.
   *
   * @defaultValue "error"
   */
  readonly missingConfig?: "error" | "skip" | undefined;
  /**
   * What a GPU count of two means: two shares, perhaps of one card, so that only device 0 is sure
   * to be visible; or two devices, each of which gets the limit.
   *
   * @defaultValue "shares"
   */
  readonly countMeans?: "shares" | "devices" | undefined;
  /** Extended resources to add to each GPU container, in whole numbers. */
  readonly resourceLimits?: Readonly<Record<string, number | string>> | undefined;
  /** How a workload may opt out. Off by default: users must not bypass a platform. */
  readonly optOut?: OptOut | undefined;
}
