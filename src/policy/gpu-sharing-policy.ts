import type { LabelSelector } from "../kubernetes/label-selector.ts";
import type { MpsConfig, MpsConfigInput, MpsField } from "../limits/mps-config.ts";

/** The kind of a policy. */
export const POLICY_KIND = "GpuSharingPolicy";

/** What happens to a limit that violates a policy, the strictest first. */
export const VIOLATION_ACTIONS = ["deny", "clamp", "warn"] as const;

/** The fields of a config that a policy may require. */
export const REQUIRABLE: readonly MpsField[] = [
  "pinnedDeviceMemoryLimit",
  "activeThreadPercentage",
  "clientPriority",
];

/** The fields of a config that have bounds. */
export const BOUNDED = ["pinnedDeviceMemoryLimit", "activeThreadPercentage"] as const;

/**
 * A policy for sharing GPUs as people write it: who gets which limits, like a LimitRange with selectors.
 * Plain data; no CustomResourceDefinition is needed.
 *
 * @example
 * ```yaml
 * apiVersion: kube-mps.github.io/v1alpha1
 * kind: GpuSharingPolicy
 * metadata: { name: research }
 * spec:
 *   match: { namespaces: ["team-*"] }
 *   default: { pinnedDeviceMemoryLimit: 4Gi, activeThreadPercentage: 25 }
 *   max: { pinnedDeviceMemoryLimit: 16Gi, activeThreadPercentage: 50 }
 *   onViolation: clamp
 * ```
 */
export interface GpuSharingPolicyInput {
  /** For editors: the address of the JSON Schema, `kube-mps/policy.schema.json`. */
  readonly $schema?: string | undefined;
  readonly apiVersion: "kube-mps.github.io/v1alpha1";
  readonly kind: "GpuSharingPolicy";
  /** The name is unique among policies. Policies have no namespace: `match.namespaces` selects. */
  readonly metadata: { readonly name: string };
  readonly spec: GpuSharingPolicySpec<MpsConfigInput, number | bigint | string>;
}

/** A validated policy: canonical, frozen, JSON-safe, and again valid. Memory is in bytes. */
export interface GpuSharingPolicy {
  readonly apiVersion: "kube-mps.github.io/v1alpha1";
  readonly kind: "GpuSharingPolicy";
  readonly metadata: { readonly name: string };
  readonly spec: GpuSharingPolicySpec<MpsConfig, number>;
}

/** What a policy says. */
export interface GpuSharingPolicySpec<Limits = MpsConfig, Memory = number> {
  /** Of several defaults the one with the highest weight is used, then the first by name. 0 if absent. */
  readonly weight?: number | undefined;
  /** The containers that it applies to: all of them if absent. */
  readonly match?: PolicyMatch | undefined;
  /** Limits for containers that have none, field by field. */
  readonly default?: Limits | undefined;
  /** No limit may be below. */
  readonly min?: PolicyBounds<Memory> | undefined;
  /** No limit may be above, and there has to be one. */
  readonly max?: PolicyBounds<Memory> | undefined;
  /** Limits that there have to be. */
  readonly require?: readonly MpsField[] | undefined;
  /**
   * What happens to a limit that violates the policy: an issue, the nearest limit within bounds, or a
   * warning.
   *
   * @defaultValue "deny"
   */
  readonly onViolation?: "deny" | "clamp" | "warn" | undefined;
  /** Containers matched are left alone, whatever other policies say. */
  readonly exempt?: boolean | undefined;
}

/** The smallest or largest limits. */
export interface PolicyBounds<Memory = number> {
  /** For each GPU: bytes, or a quantity. */
  readonly pinnedDeviceMemoryLimit?: Memory | undefined;
  /** 1 to 99. */
  readonly activeThreadPercentage?: number | undefined;
}

/** Selects containers: every field must match. In a pattern `*` is for any text. */
export interface PolicyMatch {
  /** Patterns for namespaces. */
  readonly namespaces?: readonly string[] | undefined;
  /** Over the labels of the namespace, `kubernetes.io/metadata.name` included. */
  readonly namespaceSelector?: LabelSelector | undefined;
  /** Over the labels of the pod template. */
  readonly podSelector?: LabelSelector | undefined;
  /** Kinds of workloads. In a webhook for Pods that is `Pod`, whatever made them. */
  readonly kinds?: readonly string[] | undefined;
  /** Patterns for names of containers. */
  readonly containers?: readonly string[] | undefined;
}
