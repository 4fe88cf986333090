import type { WorkloadKind } from "../workload-kind.ts";

const JOB_SET = "template.spec.replicatedJobs[*].template.spec.template.spec";

/** A TrainJob requests the GPUs of one node, and may patch its runtime. */
function trainJob(spec: string): Pick<WorkloadKind, "pods" | "containers"> {
  return {
    pods: [`${spec}.runtimePatches[*].trainingRuntimeSpec.${JOB_SET}`],
    containers: [{ path: `${spec}.trainer`, resources: "resourcesPerNode" }],
  };
}

/** Kubeflow: training operator, MPI operator, notebooks, Katib, trainer. */
export const kubeflow = (): readonly WorkloadKind[] => [
  {
    group: "kubeflow.org",
    kind: "PyTorchJob",
    pods: ["spec.pytorchReplicaSpecs.*.template.spec"],
  },
  { group: "kubeflow.org", kind: "TFJob", pods: ["spec.tfReplicaSpecs.*.template.spec"] },
  { group: "kubeflow.org", kind: "MPIJob", pods: ["spec.mpiReplicaSpecs.*.template.spec"] },
  { group: "kubeflow.org", kind: "XGBoostJob", pods: ["spec.xgbReplicaSpecs.*.template.spec"] },
  { group: "kubeflow.org", kind: "PaddleJob", pods: ["spec.paddleReplicaSpecs.*.template.spec"] },
  { group: "kubeflow.org", kind: "JAXJob", pods: ["spec.jaxReplicaSpecs.*.template.spec"] },
  { group: "kubeflow.org", kind: "Notebook", pods: ["spec.template.spec"] },
  { group: "kubeflow.org", kind: "Experiment", objects: ["spec.trialTemplate.trialSpec"] },
  {
    group: "trainer.kubeflow.org",
    kind: ["TrainingRuntime", "ClusterTrainingRuntime"],
    pods: [`spec.${JOB_SET}`],
  },
  { group: "trainer.kubeflow.org", kind: "TrainJob", ...trainJob("spec") },
  {
    group: "trainer.kubeflow.org",
    kind: "OptimizationJob",
    ...trainJob("spec.trainJobTemplate.spec"),
  },
];
