import type { WorkloadKind } from "../workload-kind.ts";

/** Kubernetes, and two kinds of OpenShift. */
export const kubernetes = (): readonly WorkloadKind[] => [
  { group: "", kind: "Pod", pods: ["spec"] },
  { group: "", kind: "PodTemplate", pods: ["template.spec"] },
  { group: "", kind: "ReplicationController", pods: ["spec.template.spec"] },
  {
    group: "apps",
    kind: ["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"],
    pods: ["spec.template.spec"],
  },
  { group: "batch", kind: "Job", pods: ["spec.template.spec"] },
  { group: "batch", kind: "CronJob", pods: ["spec.jobTemplate.spec.template.spec"] },
  { group: "apps.openshift.io", kind: "DeploymentConfig", pods: ["spec.template.spec"] },
  { group: "template.openshift.io", kind: "Template", objects: ["objects[*]"] },
];
