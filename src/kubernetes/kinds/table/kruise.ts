import type { WorkloadKind } from "../workload-kind.ts";

/** Each template is a workload, with a pod template in it. */
function workloads(templates: readonly string[]): string[] {
  return templates.map((template) => `spec.template.${template}.spec.template.spec`);
}

/** OpenKruise. */
export const kruise = (): readonly WorkloadKind[] => [
  {
    group: "apps.kruise.io",
    kind: ["CloneSet", "StatefulSet", "DaemonSet", "BroadcastJob"],
    pods: ["spec.template.spec"],
  },
  {
    group: "apps.kruise.io",
    kind: "AdvancedCronJob",
    pods: workloads(["jobTemplate", "broadcastJobTemplate"]),
  },
  {
    group: "apps.kruise.io",
    kind: "UnitedDeployment",
    pods: workloads([
      "statefulSetTemplate",
      "advancedStatefulSetTemplate",
      "cloneSetTemplate",
      "deploymentTemplate",
    ]),
  },
];
