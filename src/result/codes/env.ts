/** Variables and resources that a container already has. */
export const ENV_CODES = {
  about: "workload",
  status: 422,
  codes: {
    "env/overridden": { severity: "warning", summary: "An existing variable was replaced." },
    "env/incomparable": {
      severity: "warning",
      summary: "An existing variable that cannot be compared was replaced.",
    },
    "env/conflict": { severity: "issue", summary: "A variable is already set to something else." },
    "env/duplicate": { severity: "warning", summary: "A variable is set more than once." },
    "env/misspelled": { severity: "warning", summary: "A variable is nearly one of MPS." },
    "env/unknown-value": {
      severity: "issue",
      summary: "A limit cannot be known before the container runs.",
    },
    "env/ignored-by-cuda": { severity: "warning", summary: "CUDA silently ignores this value." },
    "resource/overridden": {
      severity: "warning",
      summary: "An existing resource limit was replaced.",
    },
    "resource/conflict": {
      severity: "issue",
      summary: "A resource limit is already set to something else.",
    },
    "resource/not-added": {
      severity: "warning",
      summary: "There is no place for the resource limit.",
    },
  },
} as const;
