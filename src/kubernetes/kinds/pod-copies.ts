import type { FieldPath } from "../../result/field-path.ts";
import { isObject, type UnknownObject } from "../../result/unknown-object.ts";

/** How many pods are made of one pod spec, or of one object like a container. */
export interface PodCopies {
  /** 1 if nothing says how many. */
  readonly copies: number;
  /** Whether that is the number, not a guess or the least that an autoscaler keeps. */
  readonly isKnown: boolean;
}

/** Numbers that multiply, wherever they are above a pod spec. */
const FACTORS = [
  "replicas",
  "numOfHosts", // of a group of Ray workers
  "numNodes", // of a TrainJob
  "taskNumber", // of a Framework
  "instances", // of a Spark executor
  "podGroupSize", // of an AIBrix PodSet
  "parallelTrialCount", // of a Katib Experiment
];

/** Kinds whose numbers are 1 where they are absent. */
const ONE_BY_DEFAULT: Readonly<Record<string, readonly string[]>> = {
  "": ["Pod", "ReplicationController"],
  apps: ["Deployment", "ReplicaSet", "StatefulSet"],
  extensions: ["Deployment", "ReplicaSet"],
  batch: ["Job", "CronJob"],
  "argoproj.io": ["Rollout", "Experiment", "AnalysisRun"],
  "jobset.x-k8s.io": ["JobSet"],
  "leaderworkerset.x-k8s.io": ["LeaderWorkerSet"],
  "kubeflow.org": [
    "PyTorchJob",
    "TFJob",
    "MPIJob",
    "XGBoostJob",
    "PaddleJob",
    "JAXJob",
    "Notebook",
  ],
  "apps.kruise.io": ["CloneSet", "StatefulSet"],
};

/** There is one of these, whatever the kind. */
const SINGLE_PARTS: readonly unknown[] = ["headGroupSpec", "submitterPodTemplate", "driver"];

/** Kinds whose `parallelism` bounds something else. */
const NEVER_KNOWN = /^(?:\w*Workflow\w*|BroadcastJob)$/;

/** The maximum of a LeaderWorkerSet; no other kind has a larger one that means anything. */
const MAX_COPIES = 1_000_000;

/**
 * How many pods run at the same time from what is at a path: the product of the numbers on the way
 * (`replicas`, `parallelism` but not more than `completions`, `size`). A suspended workload counts as if
 * it ran, a CronJob as one run.
 *
 * Sources: the API of each kind, and how Kueue counts, pkg/controller/jobs.
 *
 * @param root - the object, or what holds it
 * @param path - to a pod spec, or to an object like a container
 * @param kind - of the innermost object
 */
export function podCopies(
  root: UnknownObject,
  path: FieldPath,
  apiVersion = "",
  kind = "",
): PodCopies {
  if (NEVER_KNOWN.test(kind)) return { copies: 1, isKnown: false };
  const factors: number[] = [];
  let isLeast = false;
  let object: unknown = root;
  for (const step of [...path, ""]) {
    if (isObject(object)) {
      factors.push(...factorsOf(object, step));
      isLeast ||= isAutoscaled(object) || "podCliqueScalingGroups" in object;
    }
    object = (object as UnknownObject | undefined)?.[step];
  }
  const copies = productFor(kind, factors);
  if (!(copies <= MAX_COPIES)) return { copies: 1, isKnown: false };
  const isSingle = isOneByDefault(apiVersion, kind) || path.some((it) => SINGLE_PARTS.includes(it));
  return { copies, isKnown: !isLeast && (isSingle || factors.length > 0) };
}

function factorsOf(object: UnknownObject, step: string | number): number[] {
  const { parallelism, completions, multinode } = object;
  const factors = FACTORS.filter((name) => isWritten(object[name])).map((name) =>
    whole(object[name]),
  );
  if (isAutoscaled(object)) factors.push(Math.max(1, whole(object["minReplicas"])));
  if (isWritten(parallelism) || isWritten(completions)) {
    const atOnce = whole(parallelism ?? 1);
    factors.push(Math.min(atOnce, whole(completions ?? atOnce)));
  }
  if (step === "workerTemplate") {
    const leaders = isObject(object["leaderTemplate"]) ? 1 : 0;
    factors.push(Math.max(0, whole(object["size"] ?? 1) - leaders));
  }
  if (isObject(multinode)) factors.push(whole(multinode["nodeCount"] ?? 1));
  return factors;
}

/** Whether an autoscaler decides, and what is written is the least that it keeps. */
function isAutoscaled(object: UnknownObject): boolean {
  return isWritten(object["minReplicas"]) && !isWritten(object["replicas"]);
}

/** Some kinds have a map or a list of this name, on the way to their pods. */
function isWritten(value: unknown): boolean {
  return value !== undefined && value !== null && typeof value !== "object";
}

function whole(value: unknown): number {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) + 0 : Number.NaN;
}

/** A SeldonDeployment and its parts, and a UnitedDeployment and its templates, override each other. */
function productFor(kind: string, factors: readonly number[]): number {
  if (kind === "SeldonDeployment") return factors.at(-1) ?? 1;
  if (kind === "UnitedDeployment") return factors[0] ?? 1;
  return factors.reduce((product, factor) => product * factor, 1);
}

function isOneByDefault(apiVersion: string, kind: string): boolean {
  const group = apiVersion.slice(0, Math.max(0, apiVersion.indexOf("/")));
  return Object.hasOwn(ONE_BY_DEFAULT, group) && ONE_BY_DEFAULT[group]?.includes(kind) === true;
}
