/**
 * Which MPS limit of a container holds, and why one does not. No I/O, no clock, no Node API.
 *
 * @module kube-mps/explain
 */
export type {
  DaemonLimits,
  EffectiveLimits,
  ExplainContext,
  Reason,
  Setter,
} from "./effective-limits.ts";
export { explainLimits } from "./explain-limits.ts";
