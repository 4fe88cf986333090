/**
 * MPS limits for a mutating admission webhook: AdmissionReview in, AdmissionReview out, no server.
 *
 * @module kube-mps/admission
 */
export type { AdmissionOptions, CompiledAdmissionOptions } from "../options/admission-options.ts";
export type {
  AdmissionOperation,
  AdmissionRequest,
  GroupVersionKind,
  GroupVersionResource,
  UserInfo,
} from "./admission-request.ts";
export type {
  AdmissionResponse,
  AdmissionStatus,
  AdmissionStatusCause,
  AdmissionStatusDetails,
} from "./admission-response.ts";
export type { AdmissionReview, AnsweredReview } from "./admission-review.ts";
export { compileAdmissionOptions } from "./compile-admission-options.ts";
export type {
  AdmissionPolicySpec,
  LabelSelector,
  MutatingAdmissionPolicy,
  MutatingAdmissionPolicyBinding,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
} from "./policies/admission-policy.ts";
export type { ValidatingPolicyOptions } from "./policies/policy-options.ts";
export {
  type MutatingPolicyOptions,
  toMutatingAdmissionPolicy,
} from "./policies/to-mutating-admission-policy.ts";
export { toValidatingAdmissionPolicy } from "./policies/to-validating-admission-policy.ts";
export { type ResolveLimits, reviewAdmission, reviewAdmissionAsync } from "./review-admission.ts";
export { statusCode } from "./status-code.ts";
