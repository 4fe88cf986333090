/** MPS limits: a config, and its fields. */
export const LIMITS_CODES = {
  about: "limits",
  status: 422,
  codes: {
    "config/missing": { severity: "issue", summary: "A GPU container has no MPS config." },
    "config/type": { severity: "issue", summary: "The MPS config is not an object." },
    "config/record": { severity: "issue", summary: "The object is not a record of an MPS config." },
    "config/unknown-key": {
      severity: "issue",
      key: true,
      summary: "The MPS config has an unknown key.",
    },
    "config/limits-nothing": {
      severity: "warning",
      summary: "The MPS config limits neither memory nor threads.",
    },
    "limits/resolver-failed": {
      severity: "issue",
      status: 500,
      summary: "The function that finds the limits failed.",
    },
    "threads/type": { severity: "issue", summary: "The thread percentage is not a number." },
    "threads/not-whole": { severity: "either", summary: "The thread percentage has a fraction." },
    "threads/range": {
      severity: "issue",
      summary: "The thread percentage is not between 0 and 100.",
    },
    "memory/type": {
      severity: "issue",
      summary: "A memory limit is neither a number nor a string.",
    },
    "memory/syntax": { severity: "issue", summary: "A memory limit is not a Kubernetes quantity." },
    "memory/not-whole": { severity: "issue", summary: "A memory limit in bytes has a fraction." },
    "memory/too-small": { severity: "either", summary: "A memory limit is below the minimum." },
    "memory/too-large": { severity: "issue", summary: "A memory limit is larger than 2^53 bytes." },
    "memory/unsafe-number": {
      severity: "issue",
      summary: "A memory limit is a JavaScript number that may not be exact.",
    },
    "memory/rounded": {
      severity: "warning",
      summary: "A memory limit was rounded down to a whole MiB.",
    },
    "device/key": {
      severity: "issue",
      key: true,
      summary: "A device is not named by its ordinal.",
    },
    "device/out-of-range": {
      severity: "either",
      summary: "A limit names a device that the container may not see.",
    },
    "priority/value": { severity: "issue", summary: "The client priority is neither 0 nor 1." },
  },
} as const;
