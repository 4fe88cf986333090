import { readGpuNode, readGpuNodes } from "kube-mps/capacity";
import { describe, expect, it } from "vitest";

const LABELS = {
  "nvidia.com/gpu.compute.major": "8",
  "nvidia.com/gpu.compute.minor": "9",
  "nvidia.com/gpu.count": "8",
  "nvidia.com/gpu.memory": "46068",
  "nvidia.com/gpu.product": "NVIDIA-L40S-SHARED",
  "nvidia.com/gpu.replicas": "10",
  "nvidia.com/gpu.sharing-strategy": "mps",
  "nvidia.com/mps.capable": "true",
};

function node(labels: object | undefined, allocatable?: object, more: object = {}) {
  const metadata = { name: "gpu-1", labels };
  return { apiVersion: "v1", kind: "Node", metadata, status: { allocatable }, ...more };
}

/** Codes and paths: what failed, or else what is worth knowing. */
function problemsOf(input: unknown): string[] {
  const result = readGpuNode(input);
  const all = result.ok ? result.warnings : result.issues;
  return all.map(
    ({ code, path }) => `${result.ok ? "warning" : "issue"} ${code} ${path.join(" ")}`,
  );
}

describe("readGpuNode", () => {
  it("reads a node of the device plugin", () => {
    expect(readGpuNode(node(LABELS, { cpu: "64", "nvidia.com/gpu": "80" }))).toEqual({
      ok: true,
      value: {
        name: "gpu-1",
        product: "NVIDIA-L40S",
        memoryMiB: 46_068,
        count: 8,
        replicas: 10,
        sharing: "mps",
        capability: "8.9",
        maxClients: 48,
        mpsCapable: true,
        sharedBy: "device-plugin",
        resource: "nvidia.com/gpu",
        labels: LABELS,
      },
      warnings: [],
    });
  });

  it("reads a node of GKE, whose labels do not say how much memory there is", () => {
    const labels = {
      "cloud.google.com/gke-accelerator": "nvidia-l4",
      "cloud.google.com/gke-gpu-sharing-strategy": "mps",
      "cloud.google.com/gke-max-shared-clients-per-gpu": "4",
    };
    const result = readGpuNode(node(labels, { "nvidia.com/gpu": "8" }));
    expect(result).toMatchObject({
      ok: true,
      value: { product: "nvidia-l4", count: 2, replicas: 4, sharing: "mps", sharedBy: "gke" },
      warnings: [{ code: "capacity/memory-unknown", path: ["metadata", "labels"] }],
    });
  });

  // Source: NVIDIA/k8s-device-plugin v0.20.0, cmd/mps-control-daemon/mps/device_test.go
  it.each([
    ["7.0", 16],
    ["7.5", 48],
    ["6.1", 16],
    ["9.0", 48],
    ["10.0", 48],
    [undefined, 48],
  ])(
    "serves a card of capability %s as many clients as the device plugin: %d",
    (capability, most) => {
      const [major, minor] = capability?.split(".") ?? [];
      const labels = {
        ...LABELS,
        "nvidia.com/gpu.compute.major": major,
        "nvidia.com/gpu.compute.minor": minor,
      };
      expect(readGpuNode(node(labels))).toMatchObject({
        value: { capability, maxClients: most },
      });
    },
  );

  it("counts what the labels say if nothing says what is allocatable", () => {
    expect(readGpuNode(node(LABELS))).toMatchObject({ value: { count: 8 }, warnings: [] });
    expect(readGpuNode({ metadata: { labels: LABELS } })).toMatchObject({ value: { name: "" } });
  });

  it("counts the renamed resource of shared cards", () => {
    const allocatable = { "nvidia.com/gpu": "0", "nvidia.com/gpu.shared": "80" };
    expect(readGpuNode(node(LABELS, allocatable))).toMatchObject({
      value: { count: 8, resource: "nvidia.com/gpu.shared" },
      warnings: [],
    });
  });

  it("counts what can be allocated where it differs from the labels", () => {
    expect(readGpuNode(node(LABELS, { "nvidia.com/gpu": "70" }))).toMatchObject({
      value: { count: 7 },
      warnings: [{ code: "capacity/allocatable", path: ["status", "allocatable"] }],
    });
  });

  it("counts cards that no device plugin offers, and says so", () => {
    expect(readGpuNode(node(LABELS, { cpu: "64" }))).toMatchObject({
      value: { count: 8, resource: undefined },
      warnings: [{ code: "capacity/allocatable", path: ["status", "allocatable"] }],
    });
  });

  it("counts whole cards next to MIG slices", () => {
    const allocatable = { "nvidia.com/gpu": "70", "nvidia.com/mig-1g.10gb": "7" };
    expect(readGpuNode(node(LABELS, allocatable))).toMatchObject({
      value: { count: 7 },
      warnings: [{ code: "capacity/mig", path: ["status", "allocatable"] }],
    });
  });

  it.each<[string, string, unknown]>([
    ["no labels", "issue capacity/no-gpu metadata labels", node(undefined)],
    ["no labels of a GPU", "issue capacity/no-gpu metadata labels", node({ zone: "a" })],
    [
      "no GPU left",
      "issue capacity/no-gpu status allocatable",
      node(LABELS, { "nvidia.com/gpu": "0" }),
    ],
    [
      "a number of GPUs that cannot be read",
      "issue capacity/no-gpu status allocatable",
      node(LABELS, { "nvidia.com/gpu": "many" }),
    ],
    [
      "fewer replicas than one card has",
      "issue capacity/no-gpu status allocatable",
      node(LABELS, { "nvidia.com/gpu": "9" }),
    ],
    [
      "a memory of 0",
      "issue capacity/node-label metadata labels nvidia.com/gpu.memory",
      node({ ...LABELS, "nvidia.com/gpu.memory": "0" }),
    ],
    [
      "an unknown strategy",
      "issue capacity/node-label metadata labels nvidia.com/gpu.sharing-strategy",
      node({ ...LABELS, "nvidia.com/gpu.sharing-strategy": "MPS" }),
    ],
    [
      "slices named like cards",
      "issue capacity/mig metadata labels",
      node({ ...LABELS, "nvidia.com/gpu.product": "NVIDIA-H100-MIG-1g.10gb" }),
    ],
    [
      "slices alone",
      "issue capacity/mig status allocatable",
      node(LABELS, { "nvidia.com/mig-1g.10gb": "7" }),
    ],
    [
      "perhaps slices",
      "issue capacity/mig metadata labels",
      node({ ...LABELS, "nvidia.com/mig.strategy": "mixed", "nvidia.com/gpu.count": "0" }),
    ],
    [
      "no memory",
      "warning capacity/memory-unknown metadata labels",
      node({ ...LABELS, "nvidia.com/gpu.memory": undefined }),
    ],
    [
      "a cordon",
      "warning capacity/unschedulable spec unschedulable",
      node(LABELS, undefined, { spec: { unschedulable: true } }),
    ],
    ["another kind", "issue input/type ", { kind: "Pod" }],
    ["no object", "issue input/type ", "node"],
  ])("reports %s", (_, problem, input) => {
    expect(problemsOf(input)).toEqual([problem]);
  });

  it("does not mind the versions of CUDA and the driver", () => {
    expect(problemsOf(node({ ...LABELS, "nvidia.com/cuda.driver.major": "r615" }))).toEqual([]);
  });
});

describe("readGpuNodes", () => {
  const gpu = node(LABELS);
  const cpu = node({});

  it.each<[string, unknown, string]>([
    ["a List", { kind: "List", items: [cpu, gpu] }, "items 0 metadata labels"],
    ["an array", [cpu, gpu], "0 metadata labels"],
  ])("reads the nodes of %s, and warns of those without a GPU", (_, input, path) => {
    const result = readGpuNodes(input);
    expect(result).toMatchObject({ ok: true, value: [{ name: "gpu-1", count: 8 }] });
    expect(result.warnings.map((one) => [one.code, one.path.join(" ")])).toEqual([
      ["capacity/no-gpu", path],
    ]);
  });

  it("reads a single node", () => {
    expect(readGpuNodes(gpu)).toMatchObject({ ok: true, value: [{ name: "gpu-1" }] });
  });

  it("reads an empty list", () => {
    expect(readGpuNodes({ kind: "List", items: [] })).toEqual({
      ok: true,
      value: [],
      warnings: [],
    });
  });

  it.each<[unknown, string]>([
    [[cpu], "capacity/no-gpu"],
    [cpu, "capacity/no-gpu"],
    [undefined, "input/type"],
    [["node"], "input/type"],
  ])("fails if there is nothing else: %#", (input, code) => {
    expect(readGpuNodes(input)).toMatchObject({ ok: false, issues: [{ code }] });
  });
});
