/**
 * Validates MPS limits, finds GPU containers in Kubernetes objects, and writes the limits into them.
 * No I/O, no clock, no Node API.
 *
 * @module kube-mps
 */
export type { Edit } from "./edit/edit.ts";
export { type JsonPatchOperation, toJsonPatch } from "./edit/to-json-patch.ts";
export { findGpuContainers } from "./find/find-gpu-containers.ts";
export type { GpuContainer, GpuCount, MetadataRef, WorkloadRef } from "./find/gpu-container.ts";
export { isGpuWorkload } from "./find/is-gpu-workload.ts";
export type { SkipReason } from "./find/skip-reason.ts";
export { kindsFromCrds } from "./kubernetes/kinds/crds/kinds-from-crds.ts";
export type { ContainerLocation, WorkloadKind } from "./kubernetes/kinds/workload-kind.ts";
export type { KubernetesObjectLike, MetadataLike } from "./kubernetes/kubernetes-object-like.ts";
export type { CurrentLimit, CurrentLimits } from "./limits/current-limits.ts";
export { type FromEnvOptions, fromEnv } from "./limits/from-env.ts";
export type { MpsConfig, MpsConfigInput, MpsField } from "./limits/mps-config.ts";
export type { MpsConfigRecord, RecordMetadata } from "./limits/mps-config-record.ts";
export { createMpsConfigSchema, mpsConfigSchema } from "./limits/mps-config-schema.ts";
export type { StandardIssue, StandardResult, StandardSchemaV1 } from "./limits/standard-schema.ts";
export { type EnvVar, type ToEnvOptions, toEnv } from "./limits/to-env.ts";
export { toRecord } from "./limits/to-record.ts";
export { validateMpsConfig } from "./limits/validate-mps-config.ts";
export { compileOptions } from "./options/compile-options.ts";
export type {
  CompiledOptions,
  ConflictPolicy,
  GpuOptions,
  InjectOptions,
  MpsConfigOptions,
  OptOut,
} from "./options/inject-options.ts";
export { injectGpuConfig } from "./plan/inject-gpu-config.ts";
export type { ContainerReport, Injection } from "./plan/injection.ts";
export { type UninjectOptions, uninjectGpuConfig } from "./plan/uninject-gpu-config.ts";
export { type AnnotationOptions, annotationLimits } from "./resolve/annotation-limits.ts";
export type { AppliedRule, Decision } from "./resolve/decision.ts";
export type { LimitsContext, LimitsFor, LimitsSource } from "./resolve/limits-source.ts";
export { type FieldPath, formatPath } from "./result/field-path.ts";
export { formatIssue } from "./result/format-issue.ts";
export type { Issue, PolicyRef, Position, Suggestion } from "./result/issue.ts";
export type { IssueCode } from "./result/issue-code.ts";
export type { Json } from "./result/json.ts";
export { isMpsError, type MpsError, unwrap } from "./result/mps-error.ts";
export type { Failure, Result, Success } from "./result/result.ts";
