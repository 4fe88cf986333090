/**
 * Whether limits fit the cards, how many cards and replicas they need, which limits samples support, and
 * the quotas that follow. No I/O, no clock, no Node API.
 *
 * @module kube-mps/capacity
 */
export type { NodeSharing } from "../kubernetes/gpu/node-labels.ts";
export type { Result } from "../result/result.ts";
export { demandsOf } from "./demands-of.ts";
export type { GpuDemand } from "./gpu-demand.ts";
export type { GpuNode, GpuNodeInput } from "./gpu-node.ts";
export {
  type MemoryUtilizationInput,
  memoryUtilizationFraction,
} from "./memory-utilization-fraction.ts";
export { type PackOptions, packDemands } from "./pack-demands.ts";
export type { PackedGpu, Packing, PlacedCopy, UnplacedDemand } from "./packing.ts";
export {
  type ClusterQueue,
  type MemoryQuota,
  type QuotaOptions,
  quotaFor,
  type ResourceQuota,
} from "./quota-for.ts";
export { readGpuNode, readGpuNodes } from "./read-gpu-node.ts";
export {
  type MemorySamples,
  type Recommendation,
  type RecommendOptions,
  recommendLimits,
} from "./recommend-limits.ts";
export { type Replicas, replicasFor } from "./replicas-for.ts";
export {
  type QuotaPolicy,
  type QuotaState,
  type ScaledQuota,
  scaleQuota,
} from "./scale-quota.ts";
