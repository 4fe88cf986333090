import type { WorkloadKind } from "../workload-kind.ts";
import { below, podsOf } from "./below.ts";

/** The templates of a role of RoleBasedGroup, and the patches of them: `v1alpha2`, then `v1alpha1`. */
const ROLE = [
  "standalonePattern.template",
  "standalonePattern.templateRef.patch",
  "leaderWorkerPattern.template",
  "leaderWorkerPattern.templateRef.patch",
  "leaderWorkerPattern.leaderTemplatePatch",
  "leaderWorkerPattern.workerTemplatePatch",
  "customComponentsPattern.components[*].template",
  "template",
  "templatePatch",
  "leaderWorkerSet.patchLeaderTemplate",
  "leaderWorkerSet.patchWorkerTemplate",
];

// CRD * ...engineRuntimes[*]: containers next to an engine, without a GPU.
function roleBasedGroup(spec: string): string[] {
  return podsOf(spec, ["roleTemplates[*].template", ...below("roles[*]", ROLE)]);
}

/** NVIDIA NIM, RoleBasedGroup, Kthena and other servers of models. */
export const inference = (): readonly WorkloadKind[] => [
  {
    group: "apps.nvidia.com",
    kind: [
      "NIMService",
      "NIMBuild",
      "NemoDatastore",
      "NemoEntitystore",
      "NemoEvaluator",
      "NemoGuardrail",
    ],
    containers: ["spec"],
  },
  { group: "apps.nvidia.com", kind: "NIMPipeline", containers: ["spec.services[*].spec"] },
  {
    group: "apps.nvidia.com",
    kind: "NemoCustomizer",
    containers: ["spec", "spec.trainingConfig"],
  },

  { group: "workloads.x-k8s.io", kind: "RoleBasedGroup", pods: roleBasedGroup("spec") },
  {
    group: "workloads.x-k8s.io",
    kind: "RoleBasedGroupSet",
    pods: [...roleBasedGroup("spec.groupTemplate.spec"), ...roleBasedGroup("spec.template")],
  },
  {
    group: "workload.serving.volcano.sh",
    kind: "ModelServing",
    pods: podsOf("spec.template.roles[*]", ["entryTemplate", "workerTemplate"]),
  },
  {
    group: "llm-d.ai",
    kind: "ModelService",
    pods: ["spec.decode", "spec.prefill", "spec.endpointPicker"],
  },
  {
    group: "llamastack.io",
    kind: "LlamaStackDistribution",
    containers: ["spec.server.containerSpec"],
  },
  {
    group: "inference.sagemaker.aws.amazon.com",
    kind: "InferenceEndpointConfig",
    containers: [
      { path: "spec.worker", env: "environmentVariables" },
      "spec.kubernetes.initContainers[*]",
    ],
    opaque: ["spec.pdSpec"],
  },
  {
    group: "ollama.ayaka.io",
    kind: "Model",
    pods: ["spec.podTemplate.spec"],
    containers: [{ path: "spec", env: "extraEnv" }],
  },
  {
    group: "arcadia.kubeagi.k8s.com.cn",
    kind: "Worker",
    containers: [{ path: "spec", env: "additionalEnvs" }],
  },
  {
    group: "trustyai.opendatahub.io",
    kind: "LMEvalJob",
    containers: ["spec.pod.container", "spec.pod.sideCars[*]"],
  },
  // CRD NuclioFunction spec: the schema is opaque; from pkg/functionconfig/types.go.
  { group: "nuclio.io", kind: "NuclioFunction", containers: ["spec", "spec.sidecars[*]"] },
  // Without a schema of the template, which is that of a pod: api/v1beta1/workspace_types.go.
  {
    group: "kaito.sh",
    kind: "Workspace",
    pods: ["inference.template.spec"],
    opaque: ["tuning"],
  },
  {
    group: "kaito.sh",
    kind: "InferenceSet",
    pods: ["spec.template.inference.template.spec"],
  },
];
