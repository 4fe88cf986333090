import type { WorkloadKind } from "../workload-kind.ts";
import { below } from "./below.ts";

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

function containersOf(workflowSpec: string): string[] {
  return below(workflowSpec, TEMPLATES).flatMap((template) => below(template, CONTAINERS));
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
    containers: containersOf("spec"),
  },
  { group: "argoproj.io", kind: "CronWorkflow", containers: containersOf("spec.workflowSpec") },
];
