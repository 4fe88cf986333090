import { unwrap } from "kube-mps";
import { type EffectiveLimits, type ExplainContext, explainLimits } from "kube-mps/explain";
import { gpuContainer, type Manifest, pod } from "./manifests.ts";

/** The labels of a node that shares its cards by MPS: an L40S, ten clients each. */
export const MPS_LABELS = {
  "nvidia.com/gpu.sharing-strategy": "mps",
  "nvidia.com/gpu.replicas": "10",
  "nvidia.com/gpu.memory": "46068",
  "nvidia.com/mps.capable": "true",
};

export function node(labels: Manifest, allocatable?: Manifest) {
  const status = allocatable === undefined ? {} : { status: { allocatable } };
  return { apiVersion: "v1", kind: "Node", metadata: { name: "gpu-1", labels }, ...status };
}

export const MPS_NODE = node(MPS_LABELS);

/** A pod with one GPU container that has the variables; `fields` are others of the container. */
export function podWith(env: Readonly<Record<string, unknown>> = {}, fields: Manifest = {}) {
  return pod(gpuContainer({ env: variables(env), ...fields }));
}

function variables(env: Readonly<Record<string, unknown>>): Manifest[] {
  return Object.entries(env).map(([name, value]) => ({ name, value }));
}

/** What `explainLimits` says of the only GPU container of an object, with the codes of reasons. */
export function explained(object: unknown, context: ExplainContext = {}) {
  const [limits, ...others] = unwrap(explainLimits(object, context));
  if (limits === undefined || others.length > 0) throw new Error("not one GPU container");
  const { memoryMiB, threads, setBy, enforced, reasons } = limits;
  return { memoryMiB, threads, setBy, enforced, reasons: reasons.map(codeOf) };
}

/** The codes of reasons, without their area. */
export function codesOf({ reasons }: EffectiveLimits): string[] {
  return reasons.map(codeOf);
}

function codeOf({ code }: { readonly code: string }): string {
  return code.replace("explain/", "");
}
