import type { WorkloadKind } from "../workload-kind.ts";

/** Jobs with a map of replicas, in a field that is named after what they train with. */
export function replicaJobs(
  group: string,
  prefixes: Readonly<Record<string, string>>,
): WorkloadKind[] {
  return Object.entries(prefixes).map(([kind, prefix]) => ({
    group,
    kind,
    pods: [`spec.${prefix}ReplicaSpecs.*.template.spec`],
  }));
}

// CRD MPIJob spec.template.spec: of a version that is not served any more.
/** MPIJob was a pod template, with its replicas counted next to it, in `v1alpha1`. */
export function mpiJob(group: string): WorkloadKind {
  return {
    group,
    kind: "MPIJob",
    pods: ["spec.mpiReplicaSpecs.*.template.spec", "spec.template.spec"],
  };
}
