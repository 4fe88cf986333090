/** GPU sharing policies: the policies themselves, and what they say of containers. */
export const POLICY_CODES = {
  about: "workload",
  status: 422,
  codes: {
    "policy/type": { severity: "issue", summary: "The object is not a GPU sharing policy." },
    "policy/unknown-key": {
      severity: "issue",
      key: true,
      summary: "The policy has an unknown key.",
    },
    "policy/value": { severity: "issue", summary: "A field of the policy has an invalid value." },
    "policy/selector": { severity: "issue", summary: "A selector is invalid." },
    "policy/duplicate-name": { severity: "issue", summary: "Two policies have the same name." },
    "policy/contradiction": {
      severity: "issue",
      summary: "Nothing satisfies the bounds of one policy, or of two together.",
    },
    "policy/no-effect": {
      severity: "warning",
      summary: "The policy, or a part of it, does nothing.",
    },
    "policy/match-kinds": {
      severity: "warning",
      summary: "The policy selects by a kind whose Pods it does not select.",
    },
    "policy/namespace-unknown": {
      severity: "issue",
      summary: "Whether the policy applies depends on a namespace that is not known.",
    },
    "policy/above-max": {
      severity: "either",
      summary: "A limit is above the maximum, or missing.",
    },
    "policy/below-min": { severity: "either", summary: "A limit is below the minimum." },
    "policy/missing": { severity: "either", summary: "A required limit is missing." },
    "policy/unknown-value": {
      severity: "either",
      summary: "A limit that a policy bounds is not known.",
    },
  },
} as const;
