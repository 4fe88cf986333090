import type { WorkloadKind } from "../workload-kind.ts";
import { below } from "./below.ts";

/** Spark requests GPUs by `gpu: { name, quantity }`, next to `env`. */
function sparkApplication(spec: string): Pick<WorkloadKind, "pods" | "containers"> {
  const roles = below(spec, ["driver", "executor"]);
  return {
    pods: roles.map((role) => `${role}.template.spec`),
    containers: roles.flatMap((role) => [
      { path: role, gpu: "gpu" },
      `${role}.initContainers[*]`,
      `${role}.sidecars[*]`,
    ]),
  };
}

/** Kubeflow's Spark operator. */
export const spark = (): readonly WorkloadKind[] => [
  { group: "sparkoperator.k8s.io", kind: "SparkApplication", ...sparkApplication("spec") },
  {
    group: "sparkoperator.k8s.io",
    kind: "ScheduledSparkApplication",
    ...sparkApplication("spec.template"),
  },
  {
    group: "sparkoperator.k8s.io",
    kind: "SparkConnect",
    pods: ["spec.server.template.spec", "spec.executor.template.spec"],
  },
];
