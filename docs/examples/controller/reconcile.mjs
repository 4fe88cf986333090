// One step of the controller: from a GpuJob to its Job, with the limits it asks for.
import { createHash } from "node:crypto";
import { PatchStrategy, setHeaderOptions } from "@kubernetes/client-node";
import { formatIssue, injectGpuConfig, validateMpsConfig } from "kube-mps";

export const GPU_JOBS = { group: "example.com", version: "v1", plural: "gpujobs" };

/** The label of every Job that this controller creates. */
export const MANAGED = { "app.kubernetes.io/managed-by": "gpu-job-controller" };

/** The annotation of a Job that says what it was created from. */
const CREATED_FROM = "example.com/created-from";

/**
 * @typedef {object} Condition
 * @property {"Accepted"} type
 * @property {"True" | "False"} status
 * @property {string} reason
 * @property {string} message
 * @property {number} observedGeneration
 * @property {string} lastTransitionTime
 *
 * @typedef {object} GpuJob
 * @property {string} apiVersion
 * @property {string} kind
 * @property {import("@kubernetes/client-node").V1ObjectMeta} metadata
 * @property {{ limits?: unknown, template: import("@kubernetes/client-node").V1PodTemplateSpec }} spec
 * @property {{ conditions?: Condition[] }} [status]
 *
 * @typedef {object} Api
 * @property {Pick<import("@kubernetes/client-node").BatchV1Api, "createNamespacedJob" | "readNamespacedJob">} batch
 * @property {Pick<import("@kubernetes/client-node").CustomObjectsApi, "patchNamespacedCustomObjectStatus">} customObjects
 */

/**
 * Creates the Job if there is none, and says in the status whether the one that is there is the one that
 * the GpuJob asks for. A Job is never changed or replaced: it may be running. Idempotent: the status is
 * only written if it says something new.
 *
 * @param {GpuJob} gpuJob
 * @param {Api} api
 */
export async function reconcile(gpuJob, { batch, customObjects }) {
  const { name = "", namespace = "", generation = 0, deletionTimestamp } = gpuJob.metadata;
  if (deletionTimestamp !== undefined) return;
  const now = { type: /** @type {const} */ ("Accepted"), ...(await outcome(gpuJob, batch)) };
  const before = gpuJob.status?.conditions?.find(({ type }) => type === now.type);
  if (
    before?.status === now.status &&
    before.reason === now.reason &&
    before.message === now.message &&
    before.observedGeneration === generation
  ) {
    return;
  }
  const lastTransitionTime =
    before?.status === now.status ? before.lastTransitionTime : new Date().toISOString();
  /** @type {Condition} */
  const condition = { ...now, observedGeneration: generation, lastTransitionTime };
  const body = { status: { conditions: [condition] } };
  await customObjects.patchNamespacedCustomObjectStatus(
    { ...GPU_JOBS, namespace, name, body },
    setHeaderOptions("Content-Type", PatchStrategy.MergePatch),
  );
}

/**
 * @param {GpuJob} gpuJob
 * @param {Api["batch"]} batch
 * @returns {Promise<Pick<Condition, "status" | "reason" | "message">>}
 */
async function outcome(gpuJob, batch) {
  const { uid } = gpuJob.metadata;
  const result = limitedJob(gpuJob);
  // Warnings too: users do not read the log of a controller.
  const notes = [...(result.ok ? [] : result.issues), ...result.warnings].map(formatIssue);
  if (!result.ok) return { status: "False", reason: "Invalid", message: notes.join("\n") };

  const createdFrom = createHash("sha256").update(JSON.stringify(result.value.object)).digest("hex");
  const job = await readOrCreate(withAnnotation(result.value.object, createdFrom), batch);
  const { ownerReferences = [], annotations = {} } = job.metadata ?? {};
  if (!ownerReferences.some((owner) => owner.controller && owner.uid === uid)) {
    const message = "a Job of this name exists, and belongs to something else; rename this GpuJob";
    return { status: "False", reason: "NameTaken", message };
  }
  if (annotations[CREATED_FROM] !== createdFrom) {
    const message =
      "the Job was created from other limits or another template, and cannot change; delete it, and it is created again";
    return { status: "False", reason: "Outdated", message };
  }
  return { status: "True", reason: "JobCreated", message: notes.join("\n") };
}

/** @param {GpuJob} gpuJob */
function limitedJob({ apiVersion, kind, metadata, spec }) {
  const limits = validateMpsConfig(spec.limits);
  if (!limits.ok) return limits;
  const { name = "", namespace = "", uid = "" } = metadata;
  /** @type {import("@kubernetes/client-node").V1Job} */
  const job = {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      name,
      namespace,
      labels: MANAGED,
      ownerReferences: [{ apiVersion, kind, name, uid, controller: true }],
    },
    spec: { template: spec.template },
  };
  return injectGpuConfig(job, limits.value);
}

/**
 * @param {import("@kubernetes/client-node").V1Job} job
 * @param {string} createdFrom
 * @returns {import("@kubernetes/client-node").V1Job}
 */
function withAnnotation(job, createdFrom) {
  return { ...job, metadata: { ...job.metadata, annotations: { [CREATED_FROM]: createdFrom } } };
}

/**
 * @param {import("@kubernetes/client-node").V1Job} job
 * @param {Api["batch"]} batch
 */
async function readOrCreate(job, batch) {
  const { name = "", namespace = "" } = job.metadata ?? {};
  const read = () => batch.readNamespacedJob({ namespace, name });
  const create = () => batch.createNamespacedJob({ namespace, body: job });
  return read().catch(only(404, create)).catch(only(409, read));
}

/**
 * @template T
 * @param {number} code of the answer of the API server
 * @param {() => Promise<T>} instead
 * @returns {(error: unknown) => Promise<T>}
 */
function only(code, instead) {
  return (error) => {
    if (error instanceof Error && "code" in error && error.code === code) return instead();
    throw error;
  };
}
