/** Options of any function. */
export const OPTIONS_CODES = {
  about: "options",
  status: 500,
  codes: {
    "options/type": { severity: "issue", summary: "The options are not an object." },
    "options/unknown-key": { severity: "issue", summary: "There is no option of this name." },
    "options/value": { severity: "issue", summary: "An option has an invalid value." },
    "options/kind": { severity: "issue", summary: "A row of `kinds` is invalid." },
  },
} as const;
