import { describe, expect, it } from "vitest";
import { readNodeLabels } from "../../../../src/kubernetes/gpu/node-labels.ts";

const NOTHING = {
  product: undefined,
  memoryMiB: undefined,
  count: undefined,
  replicas: undefined,
  sharing: undefined,
  sharedBy: undefined,
  mpsCapable: undefined,
  isMig: false,
  migStrategy: undefined,
  capability: undefined,
  cuda: undefined,
  driver: undefined,
  invalid: [],
  allocatable: undefined,
};

describe("readNodeLabels", () => {
  it("reads what GPU Feature Discovery and the device plugin write", () => {
    const labels = {
      "nvidia.com/cuda.driver-version.major": "615",
      "nvidia.com/cuda.driver-version.minor": "71",
      "nvidia.com/cuda.runtime-version.major": "13",
      "nvidia.com/cuda.runtime-version.minor": "4",
      "nvidia.com/gpu.compute.major": "8",
      "nvidia.com/gpu.compute.minor": "9",
      "nvidia.com/gpu.count": "8",
      "nvidia.com/gpu.memory": "46068",
      "nvidia.com/gpu.product": "NVIDIA-L40S-SHARED",
      "nvidia.com/gpu.replicas": "10",
      "nvidia.com/gpu.sharing-strategy": "mps",
      "nvidia.com/mig.strategy": "single",
      "nvidia.com/mps.capable": "true",
    };
    const allocatable = { cpu: "64", "nvidia.com/gpu": "80", "rdma/hca": "many" };
    expect(readNodeLabels(labels, allocatable)).toEqual({
      product: "NVIDIA-L40S",
      memoryMiB: 46068,
      count: 8,
      replicas: 10,
      sharing: "mps",
      sharedBy: "device-plugin",
      mpsCapable: true,
      isMig: false,
      migStrategy: "single",
      capability: [8, 9],
      cuda: [13, 4],
      driver: 615,
      invalid: [],
      allocatable: { "nvidia.com/gpu": 80, "rdma/hca": Number.NaN },
    });
  });

  it("reads the labels of GKE first, whose plugin serves the GPUs there", () => {
    const labels = {
      "cloud.google.com/gke-accelerator": "nvidia-l4",
      "cloud.google.com/gke-gpu-sharing-strategy": "time-sharing",
      "cloud.google.com/gke-max-shared-clients-per-gpu": "4",
      "nvidia.com/gpu.replicas": "2",
      "nvidia.com/gpu.sharing-strategy": "none",
    };
    expect(readNodeLabels(labels)).toEqual({
      ...NOTHING,
      product: "nvidia-l4",
      replicas: 4,
      sharing: "time-slicing",
      sharedBy: "gke",
    });
  });

  it("reads the names of versions that older releases write", () => {
    const labels = { "nvidia.com/cuda.driver.major": "550", "nvidia.com/cuda.runtime.major": "12" };
    expect(readNodeLabels(labels)).toEqual({ ...NOTHING, cuda: [12, 0], driver: 550 });
  });

  it("counts 0 replicas as a card that is not shared", () => {
    expect(readNodeLabels({ "nvidia.com/gpu.replicas": "0" }).replicas).toBe(1);
  });

  it("recognizes MIG slices that are named like cards", () => {
    const labels = { "nvidia.com/gpu.product": "NVIDIA-H100-80GB-HBM3-MIG-1g.10gb" };
    expect(readNodeLabels(labels).isMig).toBe(true);
  });

  it.each([
    ["nvidia.com/gpu.memory", "0"],
    ["nvidia.com/gpu.memory", "40Gi"],
    ["nvidia.com/gpu.memory", 46068],
    ["nvidia.com/gpu.count", "-1"],
    ["nvidia.com/gpu.count", "9999999999"],
    ["nvidia.com/gpu.replicas", "1.5"],
    ["nvidia.com/gpu.sharing-strategy", "MPS"],
    ["nvidia.com/gpu.product", ""],
    ["nvidia.com/gpu.compute.major", "v8"],
    ["cloud.google.com/gke-gpu-sharing-strategy", "sometimes"],
  ])("lists %s as invalid if it is %j", (label, value) => {
    expect(readNodeLabels({ [label]: value })).toEqual({ ...NOTHING, invalid: [label] });
  });

  it.each([[undefined], [null], ["labels"], [[]], [{ a: "b" }]])(
    "finds nothing in %j",
    (labels) => {
      expect(readNodeLabels(labels)).toEqual(NOTHING);
    },
  );

  it("does not read what labels inherit", () => {
    expect(readNodeLabels(Object.create({ "nvidia.com/gpu.count": "8" }))).toEqual(NOTHING);
  });
});
