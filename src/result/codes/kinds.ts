/** Rows of the table of kinds from CustomResourceDefinitions. */
export const KINDS_CODES = {
  about: "options",
  status: 422,
  codes: {
    "kinds/not-a-crd": {
      severity: "issue",
      summary: "A value is not a CustomResourceDefinition.",
    },
    "kinds/opaque": {
      severity: "warning",
      summary: "The schema of a kind does not say what is in a part of it.",
    },
    "kinds/unsupported": {
      severity: "warning",
      summary: "A kind has containers where no row can describe them.",
    },
    "kinds/too-large": {
      severity: "warning",
      summary: "The schema of a kind is too deep, or has too many containers.",
    },
  },
} as const;
