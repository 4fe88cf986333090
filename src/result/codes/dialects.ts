/** The same limits in another dialect of GPU sharing. */
export const DIALECT_CODES = {
  about: "limits",
  status: 422,
  codes: {
    "dialect/not-representable": {
      severity: "issue",
      summary: "The dialect cannot express these limits.",
    },
    "dialect/wider": {
      severity: "either",
      summary: "The dialect grants more than the config does.",
    },
    "dialect/tightened": {
      severity: "warning",
      summary: "The dialect grants less than the config does.",
    },
    "dialect/unsupported": {
      severity: "warning",
      summary: "The other side has nothing like this field: it is lost.",
    },
    "dialect/rounded": { severity: "warning", summary: "A limit was rounded." },
    "dialect/scope": {
      severity: "warning",
      summary: "The limit holds for something else than one process of the container.",
    },
    "dialect/requirement": {
      severity: "warning",
      summary: "The limits hold only in a cluster that is set up for them.",
    },
    "dialect/unknown": { severity: "issue", summary: "The input has no GPU limits in it." },
    "dialect/not-mps": { severity: "issue", summary: "The input shares GPUs without MPS." },
    "dialect/ambiguous": {
      severity: "either",
      summary: "The input has several limits that differ.",
    },
  },
} as const;
