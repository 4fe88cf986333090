// One step of the controller: from a GpuJob to its Job, with the limits it asks for.
import { PatchStrategy, setHeaderOptions } from "@kubernetes/client-node";
import { formatIssue, injectGpuConfig, validateMpsConfig } from "kube-mps";

export const GPU_JOBS = { group: "example.com", version: "v1", plural: "gpujobs" };

/**
 * @typedef {object} GpuJob
 * @property {string} apiVersion
 * @property {string} kind
 * @property {import("@kubernetes/client-node").V1ObjectMeta} metadata
 * @property {{ limits?: unknown, template: import("@kubernetes/client-node").V1PodTemplateSpec }} spec
 * @property {{ observedGeneration?: number }} [status]
 *
 * @typedef {object} Api
 * @property {Pick<import("@kubernetes/client-node").BatchV1Api, "createNamespacedJob">} batch
 * @property {Pick<import("@kubernetes/client-node").CustomObjectsApi, "patchNamespacedCustomObjectStatus">} customObjects
 */

/**
 * Creates the Job, or writes to the status why it cannot. Idempotent: a generation that has been
 * processed is skipped, and an existing Job stays as it is.
 *
 * @param {GpuJob} gpuJob
 * @param {Api} api
 */
export async function reconcile(gpuJob, { batch, customObjects }) {
  const { name = "", namespace = "", generation = 0 } = gpuJob.metadata;
  if (gpuJob.status?.observedGeneration === generation) return;

  const result = limitedJob(gpuJob);
  if (result.ok) {
    const body = result.value.object;
    await batch.createNamespacedJob({ namespace, body }).catch(unlessItExists);
  }
  const condition = {
    type: "Accepted",
    status: result.ok ? "True" : "False",
    reason: result.ok ? "JobCreated" : "Invalid",
    // Warnings too: users do not read the log of a controller.
    message: [...(result.ok ? [] : result.issues), ...result.warnings].map(formatIssue).join("\n"),
    lastTransitionTime: new Date().toISOString(),
  };
  const body = { status: { observedGeneration: generation, conditions: [condition] } };
  await customObjects.patchNamespacedCustomObjectStatus(
    { ...GPU_JOBS, namespace, name, body },
    setHeaderOptions("Content-Type", PatchStrategy.MergePatch),
  );
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
      ownerReferences: [{ apiVersion, kind, name, uid, controller: true }],
    },
    spec: { template: spec.template },
  };
  return injectGpuConfig(job, limits.value);
}

/** @param {unknown} error */
function unlessItExists(error) {
  const CONFLICT = 409;
  if (!(error instanceof Error && "code" in error && error.code === CONFLICT)) throw error;
}
