/** A small manifest, plain data. */
export type Manifest = Record<string, unknown>;

/** A container that requests GPUs, one by default; `fields` override it. */
export function gpuContainer(fields: Manifest = {}, gpus: unknown = "1"): Manifest {
  return { name: "main", resources: { limits: { "nvidia.com/gpu": gpus } }, ...fields };
}

export function plainContainer(fields: Manifest = {}): Manifest {
  return { name: "plain", resources: { limits: { cpu: "1" } }, ...fields };
}

export function pod(...containers: unknown[]): { apiVersion: "v1"; kind: "Pod"; spec: Manifest } {
  return { apiVersion: "v1", kind: "Pod", spec: { containers } };
}

export function deployment(...containers: unknown[]) {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "trainer" },
    spec: { replicas: 2, template: { metadata: { labels: {} }, spec: { containers } } },
  };
}

export function list(...items: unknown[]) {
  return { apiVersion: "v1", kind: "List", items };
}

export const MEMORY = "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT";
export const THREADS = "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE";
export const PRIORITY = "CUDA_MPS_CLIENT_PRIORITY";
