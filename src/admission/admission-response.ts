import type { SkipReason } from "../find/skip-reason.ts";

/** The `response` of an AdmissionReview (`admission.k8s.io/v1`). */
export interface AdmissionResponse {
  /** The `uid` of the request; empty if none could be read. */
  readonly uid: string;
  readonly allowed: boolean;
  /** A JSON Patch (RFC 6902) in base64; absent if nothing changes. */
  readonly patch?: string;
  readonly patchType?: "JSONPatch";
  /** Why it is denied. */
  readonly status?: AdmissionStatus;
  /** Shown by `kubectl`, each on one line of at most 256 characters. */
  readonly warnings?: string[];
  /**
   * `skipped`: why an object was skipped, unless it needs no limits or has them. The API server writes
   * it into its audit log, prefixed with the name of the webhook.
   */
  readonly auditAnnotations?: { readonly skipped: SkipReason };
}

/** A Kubernetes `Status` that denies a request. */
export interface AdmissionStatus {
  readonly status: "Failure";
  /** HTTP status code. */
  readonly code: 400 | 422 | 500;
  readonly reason: "BadRequest" | "Invalid" | "InternalError";
  /** Every issue, one per line. */
  readonly message: string;
  readonly details: AdmissionStatusDetails;
}

/** The object that is rejected, and every cause. */
export interface AdmissionStatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly causes: AdmissionStatusCause[];
}

/** One issue. */
export interface AdmissionStatusCause {
  /** The code of the issue, such as `memory/too-small`. */
  readonly reason: string;
  readonly message: string;
  /** Its path, as `formatPath` renders it. */
  readonly field: string;
}
