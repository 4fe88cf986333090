/**
 * MPS limits in every dialect of GPU sharing. No I/O, no clock, no Node API.
 *
 * @module kube-mps/dialects
 */
export type {
  DeviceClass,
  DraGpuConfig,
  DraMpsConfig,
  OpaqueGpuConfig,
  ResourceClaim,
  ResourceClaimSpec,
  ResourceClaimTemplate,
} from "../kubernetes/gpu/resource-claim.ts";
export { type FromDialectOptions, fromDialect, type ReadDialect } from "./from-dialect.ts";
export { type Adjustment, type AdjustmentOptions, planAdjustment } from "./plan-adjustment.ts";
export type { Dialect, EffectiveShare, Loss, LossKind, Rendering } from "./rendering.ts";
export {
  type ControlCommand,
  type ControlEffect,
  type ControlOptions,
  toControlCommands,
} from "./to-control-commands.ts";
export {
  type DevicePluginConfig,
  type DevicePluginOptions,
  toDevicePluginConfig,
} from "./to-device-plugin-config.ts";
export { type EcsGpuOptions, toEcsGpuOptions } from "./to-ecs-gpu-options.ts";
export { type FractioningOptions, toFractioningAnnotations } from "./to-fractioning-annotations.ts";
export { type GkeOptions, type GkePodSettings, toGkePodSettings } from "./to-gke-pod-settings.ts";
export { type MpsServer, toMpsServerConfig } from "./to-mps-server-config.ts";
export {
  type DeviceClassOptions,
  type ResourceClaimOptions,
  toDeviceClass,
  toResourceClaim,
  toResourceClaimTemplate,
} from "./to-resource-claim.ts";
