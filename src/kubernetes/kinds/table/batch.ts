import type { WorkloadKind } from "../workload-kind.ts";
import { below } from "./below.ts";

const VOLCANO_JOB = "tasks[*].template.spec";
const LEADER_AND_WORKERS = [
  "leaderWorkerTemplate.leaderTemplate.spec",
  "leaderWorkerTemplate.workerTemplate.spec",
];

/** Batch jobs and groups of pods: Volcano, JobSet, LeaderWorkerSet, Grove and others. */
export const batch = (): readonly WorkloadKind[] => [
  { group: "batch.volcano.sh", kind: "Job", pods: [`spec.${VOLCANO_JOB}`] },
  { group: "batch.volcano.sh", kind: "CronJob", pods: [`spec.jobTemplate.spec.${VOLCANO_JOB}`] },
  { group: "flow.volcano.sh", kind: "JobTemplate", pods: [`spec.${VOLCANO_JOB}`] },
  {
    group: "flow.volcano.sh",
    kind: "JobFlow",
    pods: [`spec.flows[*].patch.jobSpec.${VOLCANO_JOB}`],
  },
  {
    group: "training.volcano.sh",
    kind: "HyperJob",
    pods: [`spec.replicatedJobs[*].templateSpec.${VOLCANO_JOB}`],
  },
  {
    group: "jobset.x-k8s.io",
    kind: "JobSet",
    pods: ["spec.replicatedJobs[*].template.spec.template.spec"],
  },
  {
    group: "leaderworkerset.x-k8s.io",
    kind: "LeaderWorkerSet",
    pods: below("spec", LEADER_AND_WORKERS),
  },
  {
    group: "disaggregatedset.x-k8s.io",
    kind: "DisaggregatedSet",
    pods: below("spec.roles[*].spec", LEADER_AND_WORKERS),
  },
  { group: "grove.io", kind: "PodCliqueSet", pods: ["spec.template.cliques[*].spec.podSpec"] },
  { group: "grove.io", kind: "PodClique", pods: ["spec.podSpec"] },
  {
    group: "workload.codeflare.dev",
    kind: "AppWrapper",
    objects: ["spec.components[*].template", "spec.resources.GenericItems[*].generictemplate"],
  },
  {
    group: "frameworkcontroller.microsoft.com",
    kind: "Framework",
    pods: ["spec.taskRoles[*].task.pod.spec"],
  },
  // CRD ElasticJob spec.replicaSpecs.*.template.spec: there is a schema of a few fields, which lets others pass.
  { group: "elastic.pytorch.org", kind: "ElasticJob", pods: ["spec.replicaSpecs.*.template.spec"] },
  {
    group: "sagemaker.amazonaws.com",
    kind: "HyperPodPyTorchJob",
    pods: ["spec.replicaSpecs[*].template.spec"],
  },
];
