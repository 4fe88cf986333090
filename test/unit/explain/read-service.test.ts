import { unwrap } from "kube-mps";
import { explainLimits } from "kube-mps/explain";
import { describe, expect, it } from "vitest";
import { explained, MPS_LABELS, MPS_NODE, node, podWith } from "../../helpers/explained.ts";
import { type Manifest, MEMORY, pod, THREADS } from "../../helpers/manifests.ts";

const LIMITED = podWith({ [MEMORY]: "0=4096M", [THREADS]: "5" });
const GKE = {
  "cloud.google.com/gke-gpu-sharing-strategy": "mps",
  "cloud.google.com/gke-max-shared-clients-per-gpu": "10",
};
const NONE = node({ "nvidia.com/gpu.sharing-strategy": "none" });
const NO_LIMITS = { memoryMiB: undefined, threads: 100 };
const BY_ENV = { memoryMiB: 4096, threads: 5, setBy: { memory: "env", threads: "env" } };

function fraction(fields: Manifest = {}) {
  const container = { name: "main", env: [{ name: MEMORY, value: "0=4096M" }], ...fields };
  return { ...pod(container), metadata: { annotations: { "gpu-fraction": "0.5" } } };
}

describe("on a node of the device plugin", () => {
  it("limits hold where it shares by MPS", () => {
    expect(explained(LIMITED, { node: MPS_NODE })).toEqual({
      ...BY_ENV,
      enforced: "yes",
      reasons: ["derived", "several-processes"],
    });
  });

  it("a client without limits has those of its share, rounded down", () => {
    expect(explained(podWith(), { node: MPS_NODE })).toEqual({
      memoryMiB: 4606,
      threads: 10,
      setBy: { memory: "daemon", threads: "daemon" },
      enforced: "yes",
      reasons: ["derived", "several-processes"],
    });
  });

  // https://github.com/NVIDIA/k8s-device-plugin, cmd/mps-control-daemon/mps/daemon.go, and issue 764.
  it.each([
    [46068, 10, 4606, 10],
    [24576, 4, 6144, 25],
    [81559, 7, 11651, 14],
    [15360, 3, 5120, 33],
    [15360, 48, 320, 2],
  ])("the share of %i MiB among %i is %i MiB and %i %%", (memory, replicas, memoryMiB, threads) => {
    const labels = {
      ...MPS_LABELS,
      "nvidia.com/gpu.memory": String(memory),
      "nvidia.com/gpu.replicas": String(replicas),
    };
    expect(explained(podWith(), { node: node(labels) })).toMatchObject({ memoryMiB, threads });
  });

  it("what the daemon says takes precedence over what labels say", () => {
    const daemon = { memoryMiB: 3000, threads: 7 };
    expect(explained(podWith(), { node: MPS_NODE, daemon })).toEqual({
      ...daemon,
      setBy: { memory: "daemon", threads: "daemon" },
      enforced: "yes",
      reasons: ["several-processes"],
    });
    expect(explained(podWith(), { node: MPS_NODE, daemon: { threads: 7 } })).toMatchObject({
      memoryMiB: 4606,
      threads: 7,
      reasons: ["derived", "several-processes"],
    });
  });

  it("the share is not known where the card has no label of its memory", () => {
    const { "nvidia.com/gpu.memory": _, ...labels } = MPS_LABELS;
    expect(explained(podWith(), { node: node(labels) })).toEqual({
      memoryMiB: undefined,
      threads: 10,
      setBy: { memory: "daemon", threads: "daemon" },
      enforced: "yes",
      reasons: ["derived", "share-unknown", "several-processes"],
    });
    expect(explained(LIMITED, { node: node(labels) })).toMatchObject({
      ...BY_ENV,
      enforced: "yes",
    });
    const unlabeled = node({ "nvidia.com/mps.capable": "true" });
    expect(explained(podWith(), { node: unlabeled })).toEqual({
      ...NO_LIMITS,
      setBy: { memory: "daemon", threads: "daemon" },
      enforced: "yes",
      reasons: ["share-unknown", "several-processes"],
    });
  });

  it.each<[what: string, labels: Manifest, reason: string]>([
    [
      "time slicing",
      { ...MPS_LABELS, "nvidia.com/gpu.sharing-strategy": "time-slicing" },
      "time-slicing",
    ],
    [
      "no sharing",
      { ...MPS_LABELS, "nvidia.com/gpu.sharing-strategy": "none" },
      "node-without-mps",
    ],
    [
      "a node that is not capable",
      { ...MPS_LABELS, "nvidia.com/mps.capable": "false" },
      "node-without-mps",
    ],
    ["only that label", { "nvidia.com/mps.capable": "false" }, "node-without-mps"],
    [
      "MIG slices",
      { ...MPS_LABELS, "nvidia.com/gpu.product": "NVIDIA-A100-SXM4-40GB-MIG-1g.5gb" },
      "mig",
    ],
  ])("limits are void with %s", (_, labels, reason) => {
    const result = explained(LIMITED, { node: node(labels) });
    expect(result).toEqual({
      ...NO_LIMITS,
      setBy: { memory: "none", threads: "none" },
      enforced: "no",
      reasons: [reason],
    });
  });

  it("a request for a MIG slice is void on any node", () => {
    const object = podWith({ [THREADS]: "5" });
    const slice = podWith(
      { [THREADS]: "5" },
      { resources: { limits: { "nvidia.com/mig-1g.10gb": 1 } } },
    );
    expect(explained(slice, { node: MPS_NODE })).toMatchObject({ enforced: "no" });
    expect(explained(object, { node: MPS_NODE })).toMatchObject({ enforced: "yes" });
  });

  it("nothing is known where labels do not say how GPUs are shared", () => {
    expect(explained(LIMITED, { node: node({ "nvidia.com/gpu.memory": "15360" }) })).toEqual({
      ...BY_ENV,
      enforced: "unknown",
      reasons: ["node-unlabeled", "several-processes"],
    });
  });

  it("nothing is known where the node does not offer the resource", () => {
    const result = explained(LIMITED, {
      node: node(MPS_LABELS, { "nvidia.com/gpu.shared": "10" }),
    });
    expect(result).toEqual({
      ...BY_ENV,
      enforced: "unknown",
      reasons: ["not-allocatable", "several-processes"],
    });
  });

  it("a resource of 0 is not offered, and one that is unreadable may be", () => {
    const on = (gpus: string) =>
      explained(LIMITED, { node: node(MPS_LABELS, { "nvidia.com/gpu": gpus }) });
    expect(on("0").reasons).toContain("not-allocatable");
    expect(on("80").enforced).toBe("yes");
    expect(on("many").enforced).toBe("yes");
  });

  it("a pod that runs on another node is not explained by this one", () => {
    const spec = { ...LIMITED.spec, nodeName: "gpu-2" };
    expect(explained({ ...LIMITED, spec }, { node: MPS_NODE })).toEqual({
      ...BY_ENV,
      enforced: "unknown",
      reasons: ["other-node", "several-processes"],
    });
    const old = node({ ...MPS_LABELS, "nvidia.com/cuda.runtime-version.major": "10" });
    expect(explained({ ...LIMITED, spec }, { node: old }).reasons).not.toContain("cuda-too-old");
    const nowhere = { ...LIMITED, spec: { ...spec, nodeName: "" } };
    expect(explained(nowhere, { node: MPS_NODE }).enforced).toBe("yes");
    const daemon = { threads: 50 };
    expect(explained({ ...LIMITED, spec }, { node: MPS_NODE, daemon }).enforced).toBe("unknown");
    expect(
      explained({ ...LIMITED, spec: { ...spec, nodeName: "gpu-1" } }, { node: MPS_NODE }).enforced,
    ).toBe("yes");
  });
});

it.each([
  ["gpu-2.example.com", "kubectl get node gpu-2.example.com -o json"],
  ["$(reboot)", "kubectl get node NODE -o json"],
  [undefined, "kubectl get node NODE -o json"],
])("the command for the node %s is %s", (nodeName, settledBy) => {
  const object = { ...LIMITED, spec: { ...LIMITED.spec, nodeName } };
  const [limits] = unwrap(explainLimits(object));
  expect(limits?.reasons[0]).toMatchObject({ code: "explain/node-unknown", settledBy });
});

describe("on a node of GKE", () => {
  const gke = node({ ...GKE, "nvidia.com/gpu.memory": "81920" });
  const withIpc = (object: ReturnType<typeof pod>) => ({
    ...object,
    spec: { ...object.spec, hostIPC: true },
  });

  // https://github.com/GoogleCloudPlatform/container-engine-accelerators, pkg/gpu/nvidia/manager_test.go
  it.each([
    [1, 8192, 10],
    [5, 40960, 50],
  ])("%i of ten shares of 80 GiB are %i MiB and %i %%", (count, memoryMiB, threads) => {
    const object = podWith({}, { resources: { limits: { "nvidia.com/gpu": count } } });
    expect(explained(withIpc(object), { node: gke })).toEqual({
      memoryMiB,
      threads,
      setBy: { memory: "env", threads: "env" },
      enforced: "yes",
      reasons: ["derived", "several-processes"],
    });
  });

  it("variables of the pod replace the share, for better or worse", () => {
    const more = podWith({ [MEMORY]: "0=9000M", [THREADS]: "50" });
    expect(explained(withIpc(more), { node: gke })).toEqual({
      memoryMiB: 9000,
      threads: 50,
      setBy: { memory: "env", threads: "env" },
      enforced: "yes",
      reasons: ["replaces-share", "replaces-share", "derived", "several-processes"],
    });
    expect(explained(withIpc(LIMITED), { node: gke }).reasons).not.toContain("replaces-share");
  });

  it("one that CUDA ignores replaces it by nothing", () => {
    const object = withIpc(podWith({ [MEMORY]: "4294967296" }));
    expect(explained(object, { node: gke })).toMatchObject({
      memoryMiB: undefined,
      setBy: { memory: "none", threads: "env" },
      enforced: "no",
    });
  });

  it("a share of unknown memory is one all the same", () => {
    expect(explained(withIpc(podWith()), { node: node(GKE) })).toMatchObject({
      memoryMiB: undefined,
      threads: 10,
      setBy: { memory: "env", threads: "env" },
      enforced: "yes",
    });
  });

  it("time sharing has no limits", () => {
    const labels = { ...GKE, "cloud.google.com/gke-gpu-sharing-strategy": "time-sharing" };
    expect(explained(LIMITED, { node: node(labels) })).toMatchObject({
      enforced: "no",
      reasons: ["time-slicing"],
    });
  });
});

describe("with a daemon of its own", () => {
  const own = {
    spec: {
      hostIPC: true,
      volumes: [{ name: "mps", hostPath: { path: "/tmp/nvidia-mps" } }],
    },
    container: { volumeMounts: [{ name: "mps", mountPath: "/tmp/nvidia-mps" }] },
  };
  const withOwn = (object: ReturnType<typeof pod>) => ({
    ...object,
    spec: { ...object.spec, ...own.spec },
  });

  it("limits may hold on a node that says nothing of MPS", () => {
    const object = withOwn(podWith({ [MEMORY]: "0=4096M", [THREADS]: "5" }, own.container));
    expect(explained(object, { node: NONE })).toEqual({
      ...BY_ENV,
      enforced: "unknown",
      reasons: ["own-daemon", "several-processes"],
    });
    expect(explained(object, { node: NONE, daemon: {} })).toEqual({
      ...BY_ENV,
      enforced: "yes",
      reasons: ["several-processes"],
    });
  });

  it("a container may start it itself", () => {
    const command = ["sh", "-c", "nvidia-cuda-mps-control -d && python train.py"];
    const object = podWith({ [THREADS]: "5" }, { command });
    expect(explained(object, { node: NONE })).toMatchObject({
      enforced: "unknown",
      reasons: ["own-daemon"],
    });
  });

  it("a fraction of KAI is served only if the pod mounts the pipe directory", () => {
    expect(explained(fraction(), { node: NONE })).toMatchObject({
      enforced: "no",
      reasons: ["no-pipe-mount"],
    });
    const object = { ...fraction(own.container) };
    Object.assign(object.spec, own.spec);
    expect(explained(object, { node: NONE })).toMatchObject({
      enforced: "unknown",
      reasons: ["own-daemon", "several-processes"],
    });
  });

  it("a daemon that was passed does not serve a pod that cannot reach it", () => {
    expect(explained(LIMITED, { node: NONE, daemon: { threads: 50 } })).toMatchObject({
      enforced: "no",
      reasons: ["no-pipe-mount"],
    });
  });
});

describe("with a DRA driver", () => {
  const opaque = (mpsConfig: Manifest) => ({
    driver: "gpu.nvidia.com",
    parameters: { kind: "GpuConfig", sharing: { strategy: "MPS", mpsConfig } },
  });
  const MPS = [
    {
      opaque: opaque({ defaultPinnedDeviceMemoryLimit: "10Gi", defaultActiveThreadPercentage: 50 }),
    },
  ];
  const claimOf = (config: readonly object[], deviceClassName = "gpu.nvidia.com") => ({
    kind: "ResourceClaimTemplate",
    metadata: { name: "mps-gpu" },
    spec: {
      spec: { devices: { requests: [{ name: "gpu", exactly: { deviceClassName } }], config } },
    },
  });
  const CLASS = { metadata: { name: "gpu.nvidia.com" }, spec: {} };
  const user = (env: Readonly<Record<string, string>> = {}) => {
    const object = podWith(env, { resources: { claims: [{ name: "gpu" }] } });
    const resourceClaims = [{ name: "gpu", resourceClaimTemplateName: "mps-gpu" }];
    return { ...object, spec: { ...object.spec, resourceClaims } };
  };

  it("a claim that configures MPS has its limits, once the daemon is known to run", () => {
    const context = { resourceClaims: [claimOf(MPS)], deviceClasses: [CLASS] };
    expect(explained(user(), context)).toEqual({
      memoryMiB: 10240,
      threads: 50,
      setBy: { memory: "daemon", threads: "daemon" },
      enforced: "unknown",
      reasons: ["dra-with-mps", "derived", "several-processes"],
    });
    expect(explained(user({ [THREADS]: "20" }), { ...context, daemon: {} })).toMatchObject({
      memoryMiB: 10240,
      threads: 20,
      enforced: "yes",
    });
  });

  it("a claim without MPS has no daemon, and variables have no effect", () => {
    const context = { resourceClaims: [claimOf([])], deviceClasses: [CLASS] };
    expect(explained(user({ [MEMORY]: "0=4096M" }), context)).toEqual({
      ...NO_LIMITS,
      setBy: { memory: "none", threads: "none" },
      enforced: "no",
      reasons: ["dra-without-mps"],
    });
  });

  it("nothing is known of a claim that was not passed", () => {
    expect(explained(user({ [THREADS]: "5" }))).toMatchObject({
      enforced: "unknown",
      reasons: ["dra-unknown"],
    });
  });

  it("a claim for something else is not explained", () => {
    const claim = {
      metadata: { name: "mps-gpu" },
      status: { allocation: { devices: { results: [{ driver: "nic.example.com" }] } } },
    };
    const object = user();
    Object.assign(object.spec, {
      resourceClaims: [{ name: "gpu", resourceClaimName: "mps-gpu" }],
    });
    expect(() => explained(object, { resourceClaims: [claim] })).toThrow("not one GPU container");
  });

  it("what a node offers says nothing of a pod on another", () => {
    const deviceClasses = [{ ...CLASS, spec: { extendedResourceName: "nvidia.com/gpu" } }];
    const spec = { ...LIMITED.spec, nodeName: "gpu-2" };
    const result = explained({ ...LIMITED, spec }, { node: node({}, { cpu: "8" }), deviceClasses });
    expect(result.reasons).toContain("other-node");
  });

  it("nvidia.com/gpu may be served by it, as the status of the pod says", () => {
    const requestMappings = [
      {
        containerName: "main",
        resourceName: "nvidia.com/gpu",
        requestName: "container-0-request-0",
      },
    ];
    const object = { ...LIMITED, status: { extendedResourceClaimStatus: { requestMappings } } };
    expect(explained(object, { node: MPS_NODE })).toMatchObject({
      enforced: "unknown",
      reasons: ["dra-unknown", "several-processes"],
    });
    const deviceClasses = [{ ...CLASS, spec: { extendedResourceName: "nvidia.com/gpu" } }];
    expect(explained(object, { node: MPS_NODE, deviceClasses })).toMatchObject({
      enforced: "no",
      reasons: ["dra-without-mps"],
    });
  });
});
