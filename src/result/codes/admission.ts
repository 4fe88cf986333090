/** Admission reviews. */
export const ADMISSION_CODES = {
  about: "request",
  status: 400,
  codes: {
    "admission/malformed": {
      severity: "issue",
      summary: "The input is not an AdmissionReview with a request.",
    },
  },
} as const;
