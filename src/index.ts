/**
 * Validates MPS limits, finds GPU containers in Kubernetes objects, and writes the limits into them.
 * No I/O, no clock, nothing of any runtime.
 *
 * @module kube-mps
 */
export type { EnvVar } from "./config/env-var.ts";
export type { MpsConfig, MpsConfigInput } from "./config/mps-config.ts";
export type { MpsConfigOptions } from "./config/mps-config-options.ts";
export { mpsConfigSchema } from "./config/mps-config-schema.ts";
export type { StandardIssue, StandardResult, StandardSchemaV1 } from "./config/standard-schema.ts";
export { type ToEnvOptions, toEnv } from "./config/to-env.ts";
export { validateMpsConfig } from "./config/validate-mps-config.ts";
export type { FieldPath } from "./core/field-path.ts";
export { formatIssue } from "./core/format-issue.ts";
export { formatPath } from "./core/format-path.ts";
export type { Issue, Position } from "./core/issue.ts";
export type { IssueCode } from "./core/issue-code.ts";
export type { Json } from "./core/json.ts";
export { isMpsError, type MpsError } from "./core/mps-error.ts";
export type { Failure, Result, Success } from "./core/result.ts";
export { unwrap } from "./core/unwrap.ts";
export { compileOptions } from "./inject/compile-options.ts";
export type { CompiledOptions } from "./inject/compiled-options.ts";
export type { Edit } from "./inject/edit.ts";
export { injectGpuConfig } from "./inject/inject-gpu-config.ts";
export type { ConflictPolicy, GpuOptions, InjectOptions, OptOut } from "./inject/inject-options.ts";
export type { ContainerReport, Injection, SkipReason } from "./inject/injection.ts";
export { isGpuWorkload } from "./inject/is-gpu-workload.ts";
export { type JsonPatchOperation, toJsonPatch } from "./inject/to-json-patch.ts";
export type { Carrier, ContainerPlace } from "./workload/carrier.ts";
export type { KubernetesObjectLike, MetadataLike } from "./workload/kubernetes-object-like.ts";
