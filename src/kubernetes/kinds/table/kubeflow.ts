import type { WorkloadKind } from "../workload-kind.ts";
import { mpiJob, replicaJobs } from "./replica-jobs.ts";

const JOB_SET = "template.spec.replicatedJobs[*].template.spec.template.spec";

// CRD TrainJob spec.runtimePatches...: its containers have an env, and no resources.
// CRD OptimizationJob spec.trainJobTemplate.spec.runtimePatches...: the same.
/** A TrainJob requests the GPUs of one node, and may patch its runtime. */
function trainJob(spec: string): Pick<WorkloadKind, "pods" | "containers"> {
  return {
    pods: [`${spec}.runtimePatches[*].trainingRuntimeSpec.${JOB_SET}`],
    containers: [{ path: `${spec}.trainer`, resources: "resourcesPerNode" }],
  };
}

/** Kubeflow: training operator, MPI operator, notebooks, Katib, trainer. */
export const kubeflow = (): readonly WorkloadKind[] => [
  ...replicaJobs("kubeflow.org", {
    PyTorchJob: "pytorch",
    TFJob: "tf",
    XGBoostJob: "xgb",
    PaddleJob: "paddle",
    JAXJob: "jax",
    MXJob: "mx",
  }),
  mpiJob("kubeflow.org"),
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
