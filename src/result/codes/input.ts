/** Whatever was passed in. */
export const INPUT_CODES = {
  about: "workload",
  status: 400,
  codes: {
    "input/type": {
      severity: "issue",
      summary: "The input is not of the type that the function takes.",
    },
    "input/unresolved": {
      severity: "issue",
      summary: "A part of the input is not plain data, or not there yet.",
    },
    "input/unreadable": { severity: "issue", summary: "Reading the input threw." },
  },
} as const;
