import type { WorkloadKind } from "../kubernetes/kinds/workload-kind.ts";

/** Options of `validateMpsConfig`. */
export interface MpsConfigOptions {
  /**
   * The smallest memory limit that is accepted: bytes or a Kubernetes quantity, 1Mi or more, rounded
   * down to a whole MiB as the limits are.
   *
   * @defaultValue "512Mi"
   */
  readonly minMemory?: number | string | undefined;
}

/** How GPU containers are found. */
export interface GpuOptions {
  /**
   * Resource names that mean a GPU; a `*` at the end matches anything.
   *
   * @defaultValue ["nvidia.com/gpu", "nvidia.com/gpu.shared", "nvidia.com/mig-*"]
   */
  readonly gpuResources?: readonly string[] | undefined;
  /** Kinds that hold containers, in addition to the built-in ones; of two rows for a kind these win. */
  readonly kinds?: readonly WorkloadKind[] | undefined;
  /**
   * What to do with an object of an unknown kind in which something looks like a pod with a GPU: skip
   * it and warn, inject, skip it unsearched, or fail.
   *
   * @defaultValue "warn"
   */
  readonly unknownKinds?: "warn" | "inject" | "skip" | "error" | undefined;
  /**
   * What an object is that has neither apiVersion nor kind, as the items of a typed client's list:
   * `{ apiVersion: "apps/v1", kind: "Deployment" }`.
   *
   * @defaultValue a pod, a pod template or a CronJob if it looks like one
   */
  readonly as?: { readonly apiVersion: string; readonly kind: string } | undefined;
  /**
   * The namespace of objects that name none, for functions that find limits.
   *
   * @defaultValue none
   */
  readonly namespace?: string | undefined;
}

/** Which value wins if a container already has an MPS variable. */
export type ConflictPolicy = "override" | "keep" | "error" | "tighten";

/** A label or annotation that opts a workload out: on an object or its pod template, set to `"true"`. */
export interface OptOut {
  readonly label?: string | undefined;
  readonly annotation?: string | undefined;
}

/** Options for `injectGpuConfig`. */
export interface InjectOptions extends GpuOptions, MpsConfigOptions {
  /**
   * Which value wins if a container has one of the variables with another meaning: the config's
   * (`"override"`), the container's (`"keep"`), neither (`"error"`), or the stricter (`"tighten"`).
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
   * What one unit of a GPU count is: a replica, perhaps of the same card as the next, so that only
   * device 0 is certainly visible; or a device, each of which gets the limit.
   *
   * @defaultValue "replica"
   */
  readonly gpuUnit?: "replica" | "device" | undefined;
  /** Extended resources to add to each GPU container, in whole numbers. */
  readonly resourceLimits?: Readonly<Record<string, number | string>> | undefined;
  /** How a workload can opt out. Off by default: users must not bypass a platform. */
  readonly optOut?: OptOut | undefined;
}

/**
 * Options that have been checked, with every default filled in: frozen, and accepted wherever options
 * are, where they are not checked again.
 */
export type CompiledOptions = InjectOptions & {
  readonly [K in Exclude<keyof InjectOptions, "as" | "namespace">]-?: K extends "minMemory"
    ? number
    : Exclude<InjectOptions[K], undefined>;
} & Pick<Required<InjectOptions>, "as" | "namespace">;
