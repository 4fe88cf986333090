import type { WorkloadKind } from "../workload-kind.ts";
import { below } from "./below.ts";

// CRD * ...containerSet: like a pod spec, but with containers alone.
// CRD * ...sidecar.container: an executor plugin, which uses no GPU.
/** The containers of a template: a workflow has no pod spec. */
const CONTAINERS = [
  "container",
  "script",
  "containerSet.containers[*]",
  "initContainers[*]",
  "sidecars[*]",
];

/** Templates are listed, are the defaults of the others, or are inline in a step or task. */
const TEMPLATES = [
  "templates[*]",
  "templateDefaults",
  "templates[*].steps[*][*].inline",
  "templates[*].dag.tasks[*].inline",
];

/** A template may also patch its pod in a text, or create any object from one. */
const TEXTS = ["podSpecPatch", "resource.manifest"];

function workflow(spec: string): Pick<WorkloadKind, "containers" | "opaque"> {
  const templates = below(spec, TEMPLATES);
  return {
    containers: templates.flatMap((template) => below(template, CONTAINERS)),
    opaque: [`${spec}.podSpecPatch`, ...templates.flatMap((template) => below(template, TEXTS))],
  };
}

/** Argo Rollouts and Argo Workflows. */
export const argo = (): readonly WorkloadKind[] => [
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
    ...workflow("spec"),
  },
  { group: "argoproj.io", kind: "CronWorkflow", ...workflow("spec.workflowSpec") },
];
