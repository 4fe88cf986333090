import type { AdmissionRequest } from "./admission-request.ts";
import type { AdmissionResponse } from "./admission-response.ts";

/** What an API server sends to a webhook, with a request, and gets back, with a response. */
export interface AdmissionReview {
  readonly apiVersion: string;
  readonly kind: string;
  readonly request?: AdmissionRequest | undefined;
  readonly response?: AdmissionResponse | undefined;
}

/** A review with its answer: what {@link reviewAdmission} returns. */
export interface AnsweredReview extends AdmissionReview {
  readonly response: AdmissionResponse;
}
