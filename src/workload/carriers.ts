import type { Carrier } from "./carrier.ts";

const RAY_CLUSTER = ["headGroupSpec.template.spec", "workerGroupSpecs[*].template.spec"];

const ARGO_CONTAINERS = [
  "container",
  "script",
  "containerSet.containers[*]",
  "initContainers[*]",
  "sidecars[*]",
];

const KSERVE_FRAMEWORKS = [
  "model",
  "sklearn",
  "xgboost",
  "tensorflow",
  "pytorch",
  "triton",
  "onnx",
  "huggingface",
  "pmml",
  "lightgbm",
  "paddle",
];

/** Every path of `paths` below `prefix`. */
function below(prefix: string, paths: readonly string[]): string[] {
  return paths.map((path) => `${prefix}.${path}`);
}

function argoContainers(workflowSpec: string): string[] {
  return [
    ...below(`${workflowSpec}.templates[*]`, ARGO_CONTAINERS),
    ...below(`${workflowSpec}.templateDefaults`, ARGO_CONTAINERS),
  ];
}

function sparkApplication(spec: string): Pick<Carrier, "pods" | "containers"> {
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

/**
 * Every kind known to carry containers, and those known to look like it without being meant.
 * Dispatch is on group and kind, whatever the version; `*List` kinds need no row. `docs/kinds.md`
 * is generated from this table. A function, so that a bundle which only validates configs drops it.
 */
export const carriers = (): readonly Carrier[] => [
  // Kubernetes itself.
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

  // Argo Rollouts and Workflows.
  { group: "argoproj.io", kind: "Rollout", pods: ["spec.template.spec"] },
  { group: "argoproj.io", kind: "Experiment", pods: ["spec.templates[*].template.spec"] },
  {
    group: "argoproj.io",
    kind: ["AnalysisTemplate", "ClusterAnalysisTemplate", "AnalysisRun"],
    pods: ["spec.metrics[*].provider.job.spec.template.spec"],
  },
  {
    group: "argoproj.io",
    kind: ["Workflow", "WorkflowTemplate", "ClusterWorkflowTemplate"],
    containers: argoContainers("spec"),
  },
  {
    group: "argoproj.io",
    kind: "CronWorkflow",
    containers: argoContainers("spec.workflowSpec"),
  },

  // Kubeflow: training operator, trainer, notebooks, Katib.
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
    pods: ["spec.template.spec.replicatedJobs[*].template.spec.template.spec"],
  },
  {
    group: "trainer.kubeflow.org",
    kind: "TrainJob",
    pods: [
      "spec.runtimePatches[*].trainingRuntimeSpec.template.spec.replicatedJobs[*].template.spec.template.spec",
    ],
    containers: [{ path: "spec.trainer", resources: "resourcesPerNode" }],
  },

  // Serving: KServe, Knative, ome, Seldon, AIBrix, llmaz.
  {
    group: "serving.kserve.io",
    kind: "InferenceService",
    pods: [
      "spec.predictor",
      "spec.predictor.workerSpec",
      "spec.transformer",
      "spec.explainer",
      "spec.canary[*].predictor",
    ],
    containers: below("spec.predictor", KSERVE_FRAMEWORKS),
  },
  {
    group: "serving.kserve.io",
    kind: ["ServingRuntime", "ClusterServingRuntime"],
    pods: ["spec", "spec.workerSpec"],
  },
  {
    group: "serving.kserve.io",
    kind: ["LLMInferenceService", "LLMInferenceServiceConfig"],
    pods: [
      "spec.template",
      "spec.worker",
      "spec.prefill.template",
      "spec.prefill.worker",
      "spec.router.scheduler.template",
    ],
  },
  {
    group: "serving.knative.dev",
    kind: ["Service", "Configuration"],
    pods: ["spec.template.spec"],
  },
  { group: "serving.knative.dev", kind: "Revision", pods: ["spec"] },
  {
    group: "ome.io",
    kind: "InferenceService",
    pods: below("spec", [
      "engine",
      "engine.leader",
      "engine.worker",
      "decoder",
      "decoder.leader",
      "decoder.worker",
      "predictor",
      "predictor.workerSpec",
      "router",
    ]),
    containers: below("spec", [
      "engine.runner",
      "engine.leader.runner",
      "engine.worker.runner",
      "decoder.runner",
      "decoder.leader.runner",
      "decoder.worker.runner",
      "predictor.model",
      "router.runner",
    ]),
  },
  {
    group: "ome.io",
    kind: ["ServingRuntime", "ClusterServingRuntime"],
    pods: below("spec", [
      "engineConfig",
      "engineConfig.leader",
      "engineConfig.worker",
      "decoderConfig",
      "decoderConfig.leader",
      "decoderConfig.worker",
      "routerConfig",
    ]).concat("spec"),
    containers: below("spec", [
      "engineConfig.runner",
      "engineConfig.leader.runner",
      "engineConfig.worker.runner",
      "decoderConfig.runner",
      "decoderConfig.leader.runner",
      "decoderConfig.worker.runner",
      "routerConfig.runner",
    ]),
  },
  { group: "mlops.seldon.io", kind: ["Server", "ServerConfig"], pods: ["spec.podSpec"] },
  { group: "mlops.seldon.io", kind: "SeldonRuntime", pods: ["spec.overrides[*].podSpec"] },
  {
    group: "orchestration.aibrix.ai",
    kind: "StormService",
    pods: ["spec.template.spec.roles[*].template.spec"],
  },
  {
    group: "orchestration.aibrix.ai",
    kind: "RayClusterFleet",
    pods: below("spec.template.spec", RAY_CLUSTER),
  },
  {
    group: "inference.llmaz.io",
    kind: "Service",
    pods: below("spec.workloadTemplate", ["leaderTemplate.spec", "workerTemplate.spec"]),
  },

  // Ray.
  { group: "ray.io", kind: "RayCluster", pods: below("spec", RAY_CLUSTER) },
  {
    group: "ray.io",
    kind: "RayJob",
    pods: [...below("spec.rayClusterSpec", RAY_CLUSTER), "spec.submitterPodTemplate.spec"],
  },
  { group: "ray.io", kind: "RayService", pods: below("spec.rayClusterConfig", RAY_CLUSTER) },
  {
    group: "ray.io",
    kind: "RayCronJob",
    pods: [
      ...below("spec.jobTemplate.rayClusterSpec", RAY_CLUSTER),
      "spec.jobTemplate.submitterPodTemplate.spec",
    ],
  },

  // Batch and groups of pods.
  { group: "batch.volcano.sh", kind: "Job", pods: ["spec.tasks[*].template.spec"] },
  {
    group: "batch.volcano.sh",
    kind: "CronJob",
    pods: ["spec.jobTemplate.spec.tasks[*].template.spec"],
  },
  { group: "flow.volcano.sh", kind: "JobTemplate", pods: ["spec.tasks[*].template.spec"] },
  {
    group: "jobset.x-k8s.io",
    kind: "JobSet",
    pods: ["spec.replicatedJobs[*].template.spec.template.spec"],
  },
  {
    group: "leaderworkerset.x-k8s.io",
    kind: "LeaderWorkerSet",
    pods: below("spec.leaderWorkerTemplate", ["leaderTemplate.spec", "workerTemplate.spec"]),
  },
  { group: "grove.io", kind: "PodCliqueSet", pods: ["spec.template.cliques[*].spec.podSpec"] },
  { group: "grove.io", kind: "PodClique", pods: ["spec.podSpec"] },
  {
    group: "frameworkcontroller.microsoft.com",
    kind: "Framework",
    pods: ["spec.taskRoles[*].task.pod.spec"],
  },
  { group: "elastic.pytorch.org", kind: "ElasticJob", pods: ["spec.replicaSpecs.*.template.spec"] },
  {
    group: "sagemaker.amazonaws.com",
    kind: "HyperPodPyTorchJob",
    pods: ["spec.replicaSpecs[*].template.spec"],
  },

  // Spark.
  { group: "sparkoperator.k8s.io", kind: "SparkApplication", ...sparkApplication("spec") },
  {
    group: "sparkoperator.k8s.io",
    kind: "ScheduledSparkApplication",
    ...sparkApplication("spec.template"),
  },

  // NVIDIA Dynamo: v1beta1 has pod templates, v1alpha1 a service with an inline pod spec.
  {
    group: "nvidia.com",
    kind: "DynamoGraphDeployment",
    pods: ["spec.components[*].podTemplate.spec", "spec.services.*.extraPodSpec"],
    containers: [
      "spec.services.*.extraPodSpec.mainContainer",
      { path: "spec.services.*", env: "envs", gpuResources: ["gpu"] },
    ],
  },
  { group: "nvidia.com", kind: "DynamoComponentDeployment", pods: ["spec.podTemplate.spec"] },

  // OpenKruise.
  {
    group: "apps.kruise.io",
    kind: ["CloneSet", "StatefulSet", "DaemonSet", "BroadcastJob"],
    pods: ["spec.template.spec"],
  },
  {
    group: "apps.kruise.io",
    kind: "AdvancedCronJob",
    pods: below("spec.template", [
      "jobTemplate.spec.template.spec",
      "broadcastJobTemplate.spec.template.spec",
    ]),
  },
  {
    group: "apps.kruise.io",
    kind: "UnitedDeployment",
    pods: below("spec.template", [
      "statefulSetTemplate.spec.template.spec",
      "advancedStatefulSetTemplate.spec.template.spec",
      "cloneSetTemplate.spec.template.spec",
      "deploymentTemplate.spec.template.spec",
    ]),
  },

  // Leave alone: what another controller generates, and patterns that are no pods.
  { group: "kueue.x-k8s.io", kind: "Workload", leaveAlone: "managed" },
  { group: "apps.kruise.io", kind: "SidecarSet", leaveAlone: "not-a-workload" },
  { group: "kyverno.io", kind: "*", leaveAlone: "not-a-workload" },
  { group: "policies.kyverno.io", kind: "*", leaveAlone: "not-a-workload" },
  { group: "templates.gatekeeper.sh", kind: "*", leaveAlone: "not-a-workload" },
  { group: "constraints.gatekeeper.sh", kind: "*", leaveAlone: "not-a-workload" },
  { group: "mutations.gatekeeper.sh", kind: "*", leaveAlone: "not-a-workload" },
  { group: "tekton.dev", kind: "*", leaveAlone: "not-a-workload" },
  { group: "apps.nvidia.com", kind: "*", leaveAlone: "not-a-workload" },
  { group: "karpenter.sh", kind: "*", leaveAlone: "not-a-workload" },
  { group: "inference.networking.x-k8s.io", kind: "*", leaveAlone: "not-a-workload" },
  { group: "apiextensions.k8s.io", kind: "*", leaveAlone: "not-a-workload" },
];
