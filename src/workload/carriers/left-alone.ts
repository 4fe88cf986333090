import type { Carrier } from "../carrier.ts";

const managed = "managed";
const notAWorkload = "not-a-workload";

/** What other controllers generate, and what looks like a pod without being one. */
export const leftAlone = (): readonly Carrier[] => [
  // Generated: whoever patches the source patches these.
  { group: "apps", kind: "ControllerRevision", leaveAlone: managed },
  { group: "argoproj.io", kind: "WorkflowTaskSet", leaveAlone: managed },
  { group: "kubeflow.org", kind: "Trial", leaveAlone: managed },
  { group: "kueue.x-k8s.io", kind: "Workload", leaveAlone: managed },

  // Quotas.
  { group: "", kind: ["ResourceQuota", "LimitRange"], leaveAlone: notAWorkload },
  { group: "karpenter.sh", kind: "*", leaveAlone: notAWorkload },

  // Patterns, schemas and values.
  { group: "kyverno.io", kind: "*", leaveAlone: notAWorkload },
  { group: "policies.kyverno.io", kind: "*", leaveAlone: notAWorkload },
  { group: "policy.open-cluster-management.io", kind: "*", leaveAlone: notAWorkload },
  { group: "templates.gatekeeper.sh", kind: "*", leaveAlone: notAWorkload },
  { group: "constraints.gatekeeper.sh", kind: "*", leaveAlone: notAWorkload },
  { group: "mutations.gatekeeper.sh", kind: "*", leaveAlone: notAWorkload },
  { group: "apiextensions.k8s.io", kind: "*", leaveAlone: notAWorkload },
  { group: "helm.toolkit.fluxcd.io", kind: "*", leaveAlone: notAWorkload },

  // Fields of their own, which are neither containers nor like them.
  { group: "apps.kruise.io", kind: "SidecarSet", leaveAlone: notAWorkload },
  { group: "tekton.dev", kind: "*", leaveAlone: notAWorkload },
  { group: "apps.nvidia.com", kind: "*", leaveAlone: notAWorkload },
  { group: "inference.networking.x-k8s.io", kind: "*", leaveAlone: notAWorkload },
];
