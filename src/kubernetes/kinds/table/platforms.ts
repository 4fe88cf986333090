import type { WorkloadKind } from "../workload-kind.ts";
import { below, podsOf } from "./below.ts";
import { RAY_CLUSTER } from "./ray.ts";

/** Notebooks, sandboxes, runners, queues and clusters: what makes pods for others. */
export const platforms = (): readonly WorkloadKind[] => [
  {
    group: "workspace.jupyter.org",
    kind: "Workspace",
    containers: ["spec", "spec.initContainers[*]"],
  },
  {
    group: "workspace.jupyter.org",
    kind: "WorkspaceTemplate",
    containers: [
      { path: "spec", env: "baseEnv", resources: "defaultResources" },
      "spec.defaultInitContainers[*]",
    ],
  },
  { group: "agents.x-k8s.io", kind: "Sandbox", pods: ["spec.podTemplate.spec"] },
  { group: "extensions.agents.x-k8s.io", kind: "SandboxTemplate", pods: ["spec.podTemplate.spec"] },

  { group: "keda.sh", kind: "ScaledJob", pods: ["spec.jobTargetRef.template.spec"] },
  { group: "sinks.knative.dev", kind: "JobSink", pods: ["spec.job.spec.template.spec"] },
  {
    group: "execution.furiko.io",
    kind: "Job",
    pods: ["spec.template.taskTemplate.pod.spec"],
  },
  {
    group: "execution.furiko.io",
    kind: "JobConfig",
    pods: ["spec.template.spec.taskTemplate.pod.spec"],
  },
  { group: "kjobctl.x-k8s.io", kind: "JobTemplate", pods: ["template.spec.template.spec"] },
  {
    group: "kjobctl.x-k8s.io",
    kind: "RayClusterTemplate",
    pods: below("template.spec", RAY_CLUSTER),
  },
  {
    group: "kjobctl.x-k8s.io",
    kind: "RayJobTemplate",
    pods: [
      ...below("template.spec.rayClusterSpec", RAY_CLUSTER),
      "template.spec.submitterPodTemplate.spec",
    ],
  },
  {
    group: "actions.github.com",
    kind: "AutoscalingRunnerSet",
    pods: podsOf("spec", ["template", "listenerTemplate"]),
  },
  {
    group: "actions.summerwind.dev",
    kind: "RunnerDeployment",
    pods: ["spec.template.spec"],
    containers: ["spec.template.spec", "spec.template.spec.sidecarContainers[*]"],
  },
  { group: "actions.summerwind.dev", kind: "RunnerSet", pods: ["spec.template.spec"] },
  {
    group: "slinky.slurm.net",
    kind: "NodeSet",
    pods: ["spec.template.spec"],
    containers: ["spec.slurmd"],
  },
  {
    group: "slinky.slurm.net",
    kind: "LoginSet",
    pods: ["spec.template.spec"],
    containers: ["spec.login"],
  },

  // Whole objects for another cluster, or another time.
  { group: "kubernetes.crossplane.io", kind: "Object", objects: ["spec.forProvider.manifest"] },
  { group: "kubernetes.m.crossplane.io", kind: "Object", objects: ["spec.forProvider.manifest"] },
  {
    group: "work.open-cluster-management.io",
    kind: "ManifestWork",
    objects: ["spec.workload.manifests[*]"],
  },
  {
    group: "work.open-cluster-management.io",
    kind: "ManifestWorkReplicaSet",
    objects: ["spec.manifestWorkTemplate.workload.manifests[*]"],
  },
];
