import type { MpsConfig, MpsField } from "../limits/mps-config.ts";

/**
 * Limits that were decided in view of what the container has: they are written whatever `onConflict`
 * says.
 */
export interface Decision {
  /** `undefined` if there are none: then `missingConfig` decides. */
  readonly config: MpsConfig | undefined;
  /** Every rule that applied, in order. */
  readonly applied: readonly AppliedRule[];
  /** The policies that leave the container alone, if any do: it then gets no limits. */
  readonly exemptBy?: readonly string[];
}

/** A rule of a policy, and what it did. */
export interface AppliedRule {
  readonly policy: string;
  readonly rule: "default" | "min" | "max" | "require";
  readonly field: MpsField;
  /** The ordinal, if the limit is for one device. */
  readonly device?: number;
  /** In bytes or percent; absent if there was no limit. */
  readonly from?: number;
  /** In bytes or percent. */
  readonly to?: number;
  /** What is denied is an issue, not a decision. */
  readonly action: "set" | "clamped" | "warned";
}
