import type { WorkloadKind } from "../workload-kind.ts";
import { below } from "./below.ts";

// CRD * ...autoscalerOptions: a sidecar of the head, which uses no GPU.
// CRD * ...collectorOptions: the same.
/** The pod specs in the spec of a RayCluster, which other kinds embed. */
export const RAY_CLUSTER: readonly string[] = [
  "headGroupSpec.template.spec",
  "workerGroupSpecs[*].template.spec",
];

function rayJob(spec: string): string[] {
  return [...below(`${spec}.rayClusterSpec`, RAY_CLUSTER), `${spec}.submitterPodTemplate.spec`];
}

/** KubeRay. */
export const ray = (): readonly WorkloadKind[] => [
  { group: "ray.io", kind: "RayCluster", pods: below("spec", RAY_CLUSTER) },
  { group: "ray.io", kind: "RayJob", pods: rayJob("spec") },
  { group: "ray.io", kind: "RayService", pods: below("spec.rayClusterConfig", RAY_CLUSTER) },
  { group: "ray.io", kind: "RayCronJob", pods: rayJob("spec.jobTemplate") },
];
