/** Kubernetes objects and the GPUs they request. */
export const WORKLOAD_CODES = {
  about: "workload",
  status: 422,
  codes: {
    "gpu/quantity": { severity: "issue", summary: "A number of GPUs is not a whole number." },
    "gpu/limit-mismatch": { severity: "issue", summary: "A GPU request differs from its limit." },
    "gpu/count-is-replicas": {
      severity: "warning",
      once: true,
      summary: "A GPU count above 1 may mean replicas of one card: only device 0 is limited.",
    },
    "gpu/mig-unverified": {
      severity: "warning",
      once: true,
      summary: "Whether MPS limits reach a MIG slice is unproven.",
    },
    "gpu/unlisted-resource": {
      severity: "warning",
      summary: "A resource looks like a GPU, and is not one of `gpuResources`.",
    },
    "gpu/unrequested": {
      severity: "warning",
      summary: "The container runtime gives GPUs to a container that requests none.",
    },
    "workload/malformed": {
      severity: "either",
      summary: "A part of the object has the wrong type.",
    },
    "workload/unknown-kind": {
      severity: "either",
      summary: "A container of an unknown kind requests a GPU.",
    },
    "workload/not-searched": {
      severity: "either",
      summary: "A GPU is requested in a text, or in an object that is not a workload.",
    },
    "workload/no-kind": {
      severity: "issue",
      summary: "An object without apiVersion and kind names a GPU.",
    },
    "workload/too-deep": {
      severity: "either",
      summary: "The object is nested too deeply to be searched.",
    },
  },
} as const;
