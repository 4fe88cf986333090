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

/** KServe, Knative and Seldon. */
export const serving = (): readonly WorkloadKind[] => [
  {
    group: "serving.kserve.io",
    kind: "InferenceService",
    pods: [
      ...KSERVE_PREDICTORS.flatMap((predictor) => [predictor, `${predictor}.workerSpec`]),
      "spec.transformer",
      "spec.explainer",
    ],
    containers: [
      ...KSERVE_PREDICTORS.flatMap((predictor) => below(predictor, KSERVE_MODEL_SERVERS)),
      "spec.explainer.art",
    ],
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
