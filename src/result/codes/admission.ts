/** Admission reviews. */
export const ADMISSION_CODES = {
  about: "request",
  status: 400,
  codes: {
    "admission/malformed": {
      severity: "issue",
      summary: "The input is not an AdmissionReview with a request.",
    },
    "admission/resolver-failed": {
      severity: "issue",
      status: 500,
      summary: "The function that finds the limits of a request failed.",
    },
  },
} as const;
