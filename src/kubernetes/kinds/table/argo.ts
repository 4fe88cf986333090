import type { WorkloadKind } from "../workload-kind.ts";
import { below } from "./below.ts";

/** Where a template holds its containers: a workflow has no pod spec. */
const CONTAINERS = [
  "container",
  "script",
  "containerSet.containers[*]",
  "initContainers[*]",
  "sidecars[*]",
];

/** Templates are named, the defaults of all, or written where a step or task refers to them. */
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
