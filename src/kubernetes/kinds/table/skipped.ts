import type { WorkloadKind } from "../workload-kind.ts";

const managed = "managed";
const notAWorkload = "not-a-workload";

/** Objects that other controllers generate, and objects that look like pods but are not. */
export const skipped = (): readonly WorkloadKind[] => [
  // Generated from a source that is injected itself.
  { group: "apps", kind: "ControllerRevision", skip: managed },
  { group: "argoproj.io", kind: "WorkflowTaskSet", skip: managed },
  { group: "kubeflow.org", kind: "Trial", skip: managed },
  { group: "kueue.x-k8s.io", kind: "Workload", skip: managed },

  // Quotas.
  { group: "", kind: ["ResourceQuota", "LimitRange"], skip: notAWorkload },
  { group: "karpenter.sh", kind: "*", skip: notAWorkload },

  // Patterns, schemas and values.
  { group: "kyverno.io", kind: "*", skip: notAWorkload },
  { group: "policies.kyverno.io", kind: "*", skip: notAWorkload },
  { group: "policy.open-cluster-management.io", kind: "*", skip: notAWorkload },
  { group: "templates.gatekeeper.sh", kind: "*", skip: notAWorkload },
  { group: "constraints.gatekeeper.sh", kind: "*", skip: notAWorkload },
  { group: "mutations.gatekeeper.sh", kind: "*", skip: notAWorkload },
  { group: "apiextensions.k8s.io", kind: "*", skip: notAWorkload },
  { group: "helm.toolkit.fluxcd.io", kind: "*", skip: notAWorkload },

  // Kinds whose resources are not those of a container.
  { group: "apps.kruise.io", kind: "SidecarSet", skip: notAWorkload },
  { group: "tekton.dev", kind: "*", skip: notAWorkload },
  { group: "inference.networking.x-k8s.io", kind: "*", skip: notAWorkload },
];
