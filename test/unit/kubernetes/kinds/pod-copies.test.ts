import { describe, expect, it } from "vitest";
import { podCopies } from "../../../../src/kubernetes/kinds/pod-copies.ts";
import type { FieldPath } from "../../../../src/result/field-path.ts";
import type { UnknownObject } from "../../../../src/result/unknown-object.ts";

const POD = ["spec", "template", "spec"];

/** A row: an object without its pod spec, the path to that, and how many pods there are. */
type Row = [name: string, object: UnknownObject, path: FieldPath, copies: number, isKnown: boolean];

function copiesOf(object: UnknownObject, path: FieldPath) {
  return podCopies(object, path, object["apiVersion"] as string, object["kind"] as string);
}

function workload(apiVersion: string, kind: string, spec: object): UnknownObject {
  return { apiVersion, kind, spec };
}

const ROWS: Row[] = [
  ["a Pod", workload("v1", "Pod", {}), ["spec"], 1, true],
  ["a Deployment", workload("apps/v1", "Deployment", { replicas: 3 }), POD, 3, true],
  ["a Deployment without replicas", workload("apps/v1", "Deployment", {}), POD, 1, true],
  ["a Deployment scaled to 0", workload("apps/v1", "Deployment", { replicas: 0 }), POD, 0, true],
  ["a DaemonSet", workload("apps/v1", "DaemonSet", {}), POD, 1, false],
  ["a Job", workload("batch/v1", "Job", { parallelism: 4, completions: 8 }), POD, 4, true],
  [
    "a Job near its end",
    workload("batch/v1", "Job", { parallelism: 4, completions: 2 }),
    POD,
    2,
    true,
  ],
  ["a Job with completions alone", workload("batch/v1", "Job", { completions: 8 }), POD, 1, true],
  [
    "a CronJob",
    workload("batch/v1", "CronJob", { jobTemplate: { spec: { parallelism: 2 } } }),
    ["spec", "jobTemplate", "spec", "template", "spec"],
    2,
    true,
  ],
  [
    "a JobSet",
    workload("jobset.x-k8s.io/v1alpha2", "JobSet", {
      replicatedJobs: [{ replicas: 2, template: { spec: { parallelism: 3 } } }],
    }),
    ["spec", "replicatedJobs", 0, "template", "spec", "template", "spec"],
    6,
    true,
  ],
  [
    "the workers of a LeaderWorkerSet",
    workload("leaderworkerset.x-k8s.io/v1", "LeaderWorkerSet", {
      replicas: 2,
      leaderWorkerTemplate: { size: 4, leaderTemplate: {}, workerTemplate: {} },
    }),
    ["spec", "leaderWorkerTemplate", "workerTemplate", "spec"],
    6,
    true,
  ],
  [
    "the leaders of a LeaderWorkerSet",
    workload("leaderworkerset.x-k8s.io/v1", "LeaderWorkerSet", {
      replicas: 2,
      leaderWorkerTemplate: { size: 4, leaderTemplate: {}, workerTemplate: {} },
    }),
    ["spec", "leaderWorkerTemplate", "leaderTemplate", "spec"],
    2,
    true,
  ],
  [
    "the workers of a RayCluster",
    workload("ray.io/v1", "RayCluster", { workerGroupSpecs: [{ replicas: 3, numOfHosts: 2 }] }),
    ["spec", "workerGroupSpecs", 0, "template", "spec"],
    6,
    true,
  ],
  [
    "the head of a RayCluster",
    workload("ray.io/v1", "RayCluster", { headGroupSpec: {} }),
    ["spec", "headGroupSpec", "template", "spec"],
    1,
    true,
  ],
  [
    "what is scaled automatically",
    workload("serving.kserve.io/v1beta1", "InferenceService", { predictor: { minReplicas: 2 } }),
    ["spec", "predictor"],
    2,
    false,
  ],
  [
    "what may be scaled to 0",
    workload("serving.kserve.io/v1beta1", "InferenceService", { predictor: { minReplicas: 0 } }),
    ["spec", "predictor"],
    1,
    false,
  ],
  ["an unknown kind", workload("example.com/v1", "Thing", {}), POD, 1, false],
  [
    "an unknown kind with replicas",
    workload("example.com/v1", "Thing", { replicas: 5 }),
    POD,
    5,
    true,
  ],
  ["a Workflow", workload("argoproj.io/v1alpha1", "Workflow", { parallelism: 5 }), POD, 1, false],
  [
    "a SeldonDeployment, whose parts override each other",
    workload("machinelearning.seldon.io/v1", "SeldonDeployment", {
      replicas: 2,
      predictors: [{ replicas: 3, componentSpecs: [{ replicas: 4 }] }],
    }),
    ["spec", "predictors", 0, "componentSpecs", 0, "spec"],
    4,
    true,
  ],
];

describe("podCopies", () => {
  it.each(ROWS)("counts %s", (_, object, path, copies, isKnown) => {
    expect(copiesOf(object, path)).toEqual({ copies, isKnown });
  });

  it.each([["3"], ["${REPLICAS}"], [-1], [1.5], [Number.NaN], [1e9], [true]])(
    "guesses one for replicas of %j",
    (replicas) => {
      const object = workload("apps/v1", "Deployment", { replicas });
      expect(copiesOf(object, POD)).toEqual({ copies: 1, isKnown: false });
    },
  );

  it("counts an item of a List by the numbers of the item", () => {
    const item = workload("apps/v1", "Deployment", { replicas: 3 });
    const list = { apiVersion: "v1", kind: "List", items: [item] };
    const path = ["items", 0, ...POD];
    expect(podCopies(list, path, "apps/v1", "Deployment")).toEqual({ copies: 3, isKnown: true });
  });
});
