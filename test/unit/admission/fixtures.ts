import type { AdmissionRequest, AdmissionReview } from "kube-mps/admission";

type Manifest = NonNullable<AdmissionRequest["object"]>;

export const CONFIG = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 } as const;

/** A review as API servers send them; a test replaces what it is about. */
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
      uid: "705ab4f5-6393-11e8-b7cc-42010a800002",
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

/** The patch of a response, decoded by Node's own means. */
export function decodePatch(patch: string | undefined): unknown {
  return patch === undefined ? undefined : JSON.parse(Buffer.from(patch, "base64").toString());
}
