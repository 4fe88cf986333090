import type { WorkloadKind } from "../workload-kind.ts";
import { below } from "./below.ts";

/** A KServe predictor has its model server in one of these fields, each like a container. */
const KSERVE_MODEL_SERVERS = [
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

const KSERVE_PREDICTORS = ["spec.predictor", "spec.canary[*].predictor"];

// CRD InferenceService spec.predictor.workerSpec: KServe has more fields than KFServing, here and below.
// CRD InferenceService spec.predictor.model: the same.
// CRD InferenceService spec.predictor.huggingface: the same.
// CRD InferenceService spec.canary[*]...: the same.
/** KServe, and KFServing, which it was called before. */
function inferenceService(group: string): WorkloadKind {
  // In v1alpha2 a custom container has an env, and a model server has resources alone.
  const v1alpha2 = ["spec.default", "spec.canary"].flatMap((endpoint) =>
    ["predictor", "transformer", "explainer"].map((component) => `${endpoint}.${component}`),
  );
  return {
    group,
    kind: "InferenceService",
    pods: [
      ...KSERVE_PREDICTORS.flatMap((predictor) => [predictor, `${predictor}.workerSpec`]),
      "spec.transformer",
      "spec.explainer",
    ],
    containers: [
      ...KSERVE_PREDICTORS.flatMap((predictor) => below(predictor, KSERVE_MODEL_SERVERS)),
      ...below("spec.explainer", ["art", "aix", "alibi"]),
      ...v1alpha2.map((component) => `${component}.custom.container`),
    ],
    opaque: v1alpha2,
  };
}

// CRD Server spec.imageOverrides...: containers that load models, without a GPU.
/** KServe, Knative and Seldon. */
export const serving = (): readonly WorkloadKind[] => [
  inferenceService("serving.kserve.io"),
  inferenceService("serving.kubeflow.org"),
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
      "spec.router.scheduler.tokenizer.template",
    ],
  },
  {
    group: "serving.knative.dev",
    kind: ["Service", "Configuration"],
    pods: ["spec.template.spec"],
  },
  { group: "serving.knative.dev", kind: "Revision", pods: ["spec"] },
  { group: "mlops.seldon.io", kind: ["Server", "ServerConfig"], pods: ["spec.podSpec"] },
  { group: "mlops.seldon.io", kind: "SeldonRuntime", pods: ["spec.overrides[*].podSpec"] },
  { group: "mlops.seldon.io", kind: "SeldonConfig", pods: ["spec.components[*].podSpec"] },
  {
    group: "machinelearning.seldon.io",
    kind: "SeldonDeployment",
    pods: ["spec.predictors[*].componentSpecs[*].spec"],
  },
];
