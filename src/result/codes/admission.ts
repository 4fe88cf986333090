/** Admission reviews. */
export const ADMISSION_CODES = {
  about: "request",
  status: 400,
  codes: {
    "admission/malformed": {
      severity: "issue",
      summary: "The input is not an AdmissionReview with a request.",
    },
    "admission/less-than-webhook": {
      severity: "warning",
      summary: "An admission policy cannot do this, a webhook can.",
    },
  },
} as const;
