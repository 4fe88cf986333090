import type { AdmissionRequest } from "./admission-request.ts";
import type { AdmissionResponse } from "./admission-response.ts";

/** The message between API server and webhook: sent with a request, returned with a response. */
export interface AdmissionReview {
  readonly apiVersion: string;
  readonly kind: string;
  readonly request?: AdmissionRequest | undefined;
  readonly response?: AdmissionResponse | undefined;
}

/** A review with its response, as {@link reviewAdmission} returns it. */
export interface AnsweredReview extends AdmissionReview {
  readonly response: AdmissionResponse;
}
