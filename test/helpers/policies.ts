import { findGpuContainers, type GpuContainer, unwrap } from "kube-mps";
import {
  compilePolicies,
  type GpuSharingPolicyInput,
  type PolicyOptions,
  type PolicySet,
} from "kube-mps/policy";
import { type Manifest, MEMORY, PRIORITY, THREADS } from "./manifests.ts";

export const GIB: number = 2 ** 30;

/** A policy by its name and spec. */
export function policy(name: string, spec: GpuSharingPolicyInput["spec"]): GpuSharingPolicyInput {
  return {
    apiVersion: "kube-mps.github.io/v1alpha1",
    kind: "GpuSharingPolicy",
    metadata: { name },
    spec,
  };
}

export function compiled(
  policies: readonly GpuSharingPolicyInput[],
  options?: PolicyOptions,
): PolicySet {
  return unwrap(compilePolicies(policies, options));
}

/** What a container of a test is. */
export interface ContainerParts {
  readonly name?: string;
  readonly namespace?: string | undefined;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly kind?: string;
  readonly gpus?: number | string;
  readonly memory?: string | Manifest;
  readonly threads?: string | Manifest;
  readonly priority?: string;
}

/** A pod with one GPU container; a variable is a text, or what Kubernetes has in its place. */
export function podOf(parts: ContainerParts = {}) {
  const { name = "main", namespace, labels = {}, annotations = {}, kind = "Pod", gpus = 1 } = parts;
  const item = (variable: string, value: string | Manifest | undefined): Manifest[] => {
    if (value === undefined) return [];
    return [typeof value === "string" ? { name: variable, value } : { name: variable, ...value }];
  };
  const env = [
    ...item(MEMORY, parts.memory),
    ...item(THREADS, parts.threads),
    ...item(PRIORITY, parts.priority),
  ];
  const container = { name, resources: { limits: { "nvidia.com/gpu": gpus } }, env };
  const metadata = { namespace, labels, annotations };
  if (kind === "Pod")
    return { apiVersion: "v1", kind, metadata, spec: { containers: [container] } };
  const template = { metadata: { labels }, spec: { containers: [container] } };
  return { apiVersion: "batch/v1", kind, metadata, spec: { template } };
}

/** What `findGpuContainers` says of a container, its parts given. */
export function containerOf(parts: ContainerParts = {}): GpuContainer {
  const [container] = unwrap(findGpuContainers(podOf(parts)));
  return container as GpuContainer;
}
