/** Text. */
export const YAML_CODES = {
  about: "text",
  status: 400,
  codes: {
    "yaml/syntax": { severity: "issue", summary: "A document is not valid YAML or JSON." },
    "yaml/separator": { severity: "issue", summary: "A document begins on the line of its `---`." },
    "yaml/template": {
      severity: "issue",
      summary: "The text is a template that has not been rendered.",
    },
    "yaml/merge-order": {
      severity: "issue",
      summary: "A merge (`<<`) overrides a key that must be written.",
    },
    "yaml/alias": {
      severity: "issue",
      summary: "A part that must be edited is shared by an anchor.",
    },
    "yaml/duplicate-key": { severity: "warning", summary: "A map has a key twice." },
    "yaml/unread": {
      severity: "warning",
      summary: "A document has a rest that kubectl ignores.",
    },
    "yaml/line-break": {
      severity: "issue",
      summary: "The text has a line break that only kubectl sees.",
    },
    "yaml/too-deep": { severity: "issue", summary: "Lists and maps are nested too deeply." },
    "yaml/too-long": {
      severity: "issue",
      summary: "A document is longer than `maxDocumentLength`.",
    },
    "yaml/unsupported": {
      severity: "issue",
      summary: "A document cannot be read or edited safely.",
    },
  },
} as const;
