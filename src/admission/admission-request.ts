import type { KubernetesObjectLike } from "../kubernetes/kubernetes-object-like.ts";

/** The operation of a client on an object. */
export type AdmissionOperation = "CREATE" | "UPDATE" | "DELETE" | "CONNECT";

/** The kind of an object, such as `{ group: "apps", version: "v1", kind: "Deployment" }`. */
export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** The resource of an object, such as `{ group: "apps", version: "v1", resource: "deployments" }`. */
export interface GroupVersionResource {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
}

/** The user who sends a request. */
export interface UserInfo {
  readonly username?: string | undefined;
  readonly uid?: string | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly extra?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** The `request` of an AdmissionReview (`admission.k8s.io/v1`). */
export interface AdmissionRequest {
  readonly uid: string;
  readonly kind?: GroupVersionKind | undefined;
  readonly resource?: GroupVersionResource | undefined;
  readonly subResource?: string | undefined;
  readonly requestKind?: GroupVersionKind | undefined;
  readonly requestResource?: GroupVersionResource | undefined;
  readonly requestSubResource?: string | undefined;
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
  readonly operation: AdmissionOperation;
  readonly userInfo?: UserInfo | undefined;
  readonly object?: KubernetesObjectLike | null | undefined;
  readonly oldObject?: KubernetesObjectLike | null | undefined;
  readonly dryRun?: boolean | undefined;
  readonly options?: unknown;
}
