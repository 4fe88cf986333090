import type { AdmissionRequest, AdmissionReview } from "kube-mps/admission";

type Manifest = NonNullable<AdmissionRequest["object"]>;

/** The uid of every review. */
export const UID = "705ab4f5-6393-11e8-b7cc-42010a800002";

export const CONFIG = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 } as const;

/** A review as API servers send it; a test replaces the fields that it is about. */
export function reviewOf(
  object: Manifest,
  request: Partial<AdmissionRequest> = {},
): AdmissionReview {
  const [group = "", version = ""] = object.apiVersion?.includes("/")
    ? object.apiVersion.split("/")
    : ["", object.apiVersion];
  const kind = object.kind ?? "";
  return {
    apiVersion: "admission.k8s.io/v1",
    kind: "AdmissionReview",
    request: {
      uid: UID,
      kind: { group, version, kind },
      resource: { group, version, resource: `${kind.toLowerCase()}s` },
      name: "train",
      namespace: "ml",
      operation: "CREATE",
      userInfo: { username: "admin", groups: ["system:authenticated"] },
      object,
      oldObject: null,
      dryRun: false,
      options: { apiVersion: "meta.k8s.io/v1", kind: "CreateOptions" },
      ...request,
    },
  };
}

export function gpuPod(metadata: object = { name: "train" }): Manifest {
  return { apiVersion: "v1", kind: "Pod", metadata, spec: podSpec("1") };
}

export function deployment(metadata: object = { name: "train" }, gpus = "1"): Manifest {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata,
    spec: { replicas: 1, template: { metadata: {}, spec: podSpec(gpus) } },
  };
}

export function podSpec(gpus: unknown) {
  return { containers: [{ name: "main", resources: { limits: { "nvidia.com/gpu": gpus } } }] };
}

/** The patch of a response, decoded by Node. */
export function decodePatch(patch: string | undefined): unknown {
  return patch === undefined ? undefined : JSON.parse(Buffer.from(patch, "base64").toString());
}

/** A review with its response. */
export function answer(response: object) {
  return {
    apiVersion: "admission.k8s.io/v1",
    kind: "AdmissionReview",
    response: { uid: UID, ...response },
  };
}

/** The answer that adds the variables of `CONFIG` at a path. */
export function patched(path: string) {
  const value = [
    { name: "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT", value: "0=4096M" },
    { name: "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", value: "50" },
  ];
  const patch = [{ op: "add", path, value }];
  return answer({
    allowed: true,
    patch: Buffer.from(JSON.stringify(patch)).toString("base64"),
    patchType: "JSONPatch",
  });
}
