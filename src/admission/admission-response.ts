import type { SkipReason } from "../inject/injection.ts";

/** The `response` of an AdmissionReview (`admission.k8s.io/v1`). */
export interface AdmissionResponse {
  /** The `uid` of the request; empty where none could be read. */
  readonly uid: string;
  readonly allowed: boolean;
  /** A JSON Patch (RFC 6902) in base64; absent where nothing changes. */
  readonly patch?: string;
  readonly patchType?: "JSONPatch";
  /** Why it is refused. */
  readonly status?: AdmissionStatus;
  /** What `kubectl` shows to whoever asked, each on one line of at most 256 characters. */
  readonly warnings?: string[];
  /**
   * `skipped`: why an object was left as it is, unless it needs no limits or has them. The API
   * server writes it into its audit log, prefixed with the name of the webhook.
   */
  readonly auditAnnotations?: { readonly skipped: SkipReason };
}

/** A Kubernetes `Status` that refuses a request. */
export interface AdmissionStatus {
  readonly status: "Failure";
  /** HTTP status code. */
  readonly code: 400 | 422 | 500;
  readonly reason: "BadRequest" | "Invalid" | "InternalError";
  /** Every issue, one a line. */
  readonly message: string;
  readonly details: AdmissionStatusDetails;
}

/** Which object is refused, and every reason. */
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
