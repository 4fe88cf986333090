import type { WorkloadKind } from "../workload-kind.ts";
import { podsOf } from "./below.ts";
import { mpiJob, replicaJobs } from "./replica-jobs.ts";

const FLINK = ["podTemplate", "jobManager.podTemplate", "taskManager.podTemplate"];
const DEPLOY_EVAL_TRAIN = ["deploySpec", "evalSpec", "trainSpec"];

function sedna(kind: string | readonly string[], workers: readonly string[]): WorkloadKind {
  const templates = workers.map((worker) => `${worker}.template`);
  return { group: "sedna.io", kind, pods: podsOf("spec", templates) };
}

function dask(kind: string, pods: readonly string[]): WorkloadKind {
  return { group: "kubernetes.dask.org", kind, pods };
}

/** KubeDL, PaddlePaddle, elastic training, Dask, Sedna, Flink and Apache's Spark operator. */
export const training = (): readonly WorkloadKind[] => [
  ...replicaJobs("training.kubedl.io", {
    PyTorchJob: "pytorch",
    TFJob: "tf",
    XGBoostJob: "xgb",
    XDLJob: "xdl",
    MarsJob: "mars",
    ElasticDLJob: "elasticdl",
  }),
  mpiJob("training.kubedl.io"),
  ...replicaJobs("inference.kubedl.io", { ElasticBatchJob: "elasticBatch" }),
  { group: "serving.kubedl.io", kind: "Inference", pods: ["spec.predictors[*].template.spec"] },
  { group: "notebook.kubedl.io", kind: "Notebook", pods: ["spec.template.spec"] },
  { group: "apps.kubedl.io", kind: "Cron", objects: ["spec.template.workload"] },

  {
    group: "batch.paddlepaddle.org",
    kind: "PaddleJob",
    pods: podsOf("spec", ["ps.template", "worker.template", "heter.template"]),
  },
  {
    group: "kai.alibabacloud.com",
    kind: "TrainingJob",
    pods: podsOf("spec.etReplicaSpecs", ["launcher.template", "worker.template"]),
  },
  {
    group: "elastic.iml.github.io",
    kind: "ElasticJob",
    pods: ["spec.replicaSpecs.*.template.spec"],
  },

  dask("DaskCluster", ["spec.scheduler.spec", "spec.worker.spec"]),
  dask("DaskWorkerGroup", ["spec.worker.spec"]),
  dask("DaskJob", [
    "spec.job.spec",
    "spec.cluster.spec.scheduler.spec",
    "spec.cluster.spec.worker.spec",
  ]),

  sedna("FederatedLearningJob", ["aggregationWorker", "trainingWorkers[*]"]),
  sedna(["IncrementalLearningJob", "LifelongLearningJob"], DEPLOY_EVAL_TRAIN),
  sedna("JointInferenceService", ["cloudWorker", "edgeWorker"]),

  { group: "flink.apache.org", kind: "FlinkDeployment", pods: podsOf("spec", FLINK) },
  {
    group: "spark.apache.org",
    kind: "SparkApplication",
    pods: podsOf("spec", ["driverSpec.podTemplateSpec", "executorSpec.podTemplateSpec"]),
  },
  {
    group: "spark.apache.org",
    kind: "SparkCluster",
    pods: podsOf("spec", [
      "masterSpec.statefulSetSpec.template",
      "workerSpec.statefulSetSpec.template",
    ]),
  },
];
