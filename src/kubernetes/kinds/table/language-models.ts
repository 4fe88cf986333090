import type { WorkloadKind } from "../workload-kind.ts";
import { below } from "./below.ts";
import { RAY_CLUSTER } from "./ray.ts";

/** An engine or a decoder of ome runs on one node, or on a leader and workers. */
const OME_NODES = ["", ".leader", ".worker"];

function omeComponents(engine: string, decoder: string, router: string): string[] {
  return [...[engine, decoder].flatMap((role) => OME_NODES.map((node) => role + node)), router];
}

const omeService = () => omeComponents("spec.engine", "spec.decoder", "spec.router");
const omeRuntime = () =>
  omeComponents("spec.engineConfig", "spec.decoderConfig", "spec.routerConfig");

/** Each component has a runner next to the containers of its pod. */
function runnersOf(components: readonly string[]): string[] {
  return components.map((component) => `${component}.runner`);
}

/** The parts of a key-value cache in AIBrix: each is like a container, and has a pod template. */
const AIBRIX_CACHE = [
  "spec.cache",
  "spec.watcher",
  "spec.metadata.redis.runtime",
  "spec.metadata.etcd.runtime",
];

/** ome, AIBrix, llmaz and NVIDIA Dynamo. */
export const languageModels = (): readonly WorkloadKind[] => [
  {
    group: "ome.io",
    kind: "InferenceService",
    pods: [...omeService(), "spec.predictor", "spec.predictor.workerSpec"],
    containers: [
      ...runnersOf(omeService()),
      "spec.predictor.model",
      "spec.predictor.workerSpec.runner",
    ],
  },
  {
    group: "ome.io",
    kind: ["ServingRuntime", "ClusterServingRuntime"],
    pods: [...omeRuntime(), "spec", "spec.workers"],
    containers: runnersOf(omeRuntime()),
  },
  { group: "ome.io", kind: "BenchmarkJob", containers: ["spec.podOverride"] },

  {
    group: "orchestration.aibrix.ai",
    kind: "StormService",
    pods: ["spec.template.spec.roles[*].template.spec"],
  },
  { group: "orchestration.aibrix.ai", kind: "RoleSet", pods: ["spec.roles[*].template.spec"] },
  { group: "orchestration.aibrix.ai", kind: "PodSet", pods: ["spec.template.spec"] },
  {
    group: "orchestration.aibrix.ai",
    kind: ["RayClusterFleet", "RayClusterReplicaSet"],
    pods: below("spec.template.spec", RAY_CLUSTER),
  },
  {
    group: "orchestration.aibrix.ai",
    kind: "KVCache",
    pods: AIBRIX_CACHE.map((part) => `${part}.template.spec`),
    containers: AIBRIX_CACHE,
  },

  {
    group: "inference.llmaz.io",
    kind: "Service",
    pods: below("spec.workloadTemplate", ["leaderTemplate.spec", "workerTemplate.spec"]),
  },
  {
    group: "inference.llmaz.io",
    kind: "Playground",
    containers: [{ path: "spec.backendRuntimeConfig", env: "envs" }],
  },

  // v1beta1 of Dynamo has pod templates. v1alpha1 requests GPUs as `gpu`, without the name of a resource,
  // and has a pod spec and a main container that override what it generates.
  {
    group: "nvidia.com",
    kind: "DynamoGraphDeployment",
    pods: ["spec.components[*].podTemplate.spec", "spec.services.*.extraPodSpec"],
    containers: [
      "spec.services.*.extraPodSpec.mainContainer",
      { path: "spec.services.*", env: "envs", gpuResources: ["gpu"] },
    ],
  },
  {
    group: "nvidia.com",
    kind: "DynamoComponentDeployment",
    pods: ["spec.podTemplate.spec", "spec.extraPodSpec"],
    containers: [
      "spec.extraPodSpec.mainContainer",
      { path: "spec", env: "envs", gpuResources: ["gpu"] },
    ],
  },
  {
    group: "nvidia.com",
    kind: "DynamoGraphDeploymentRequest",
    pods: ["spec.overrides.profilingJob.template.spec"],
    objects: ["spec.overrides.dgd"],
  },
  { group: "nvidia.com", kind: "DynamoCheckpoint", pods: ["spec.job.podTemplateSpec.spec"] },
];
