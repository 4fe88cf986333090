/**
 * Policies for sharing GPUs: who gets how much. No I/O, no clock, no Node API.
 *
 * @module kube-mps/policy
 */
export type {
  LabelExpression,
  LabelOperator,
  LabelSelector,
  Labels,
} from "../kubernetes/label-selector.ts";
export type { AllowedLimits } from "./allowed-limits.ts";
export { compilePolicies, type PolicyOptions } from "./compile-policies.ts";
export type {
  GpuSharingPolicy,
  GpuSharingPolicyInput,
  GpuSharingPolicySpec,
  PolicyBounds,
  PolicyMatch,
} from "./gpu-sharing-policy.ts";
export type { PolicySet } from "./policy-set.ts";
export { validateGpuSharingPolicy } from "./validate-gpu-sharing-policy.ts";
