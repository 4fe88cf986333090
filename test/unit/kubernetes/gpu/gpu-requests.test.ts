import { injectGpuConfig } from "kube-mps";
import { describe, expect, it } from "vitest";
import { countGpus, readGpuRequests } from "../../../../src/kubernetes/gpu/gpu-requests.ts";
import {
  DEFAULT_GPU_RESOURCES,
  GpuResourceNames,
} from "../../../../src/kubernetes/gpu/gpu-resource-names.ts";
import { CONTAINER_FIELDS } from "../../../../src/kubernetes/kinds/compiled-kind.ts";
import { pod } from "../../../helpers/manifests.ts";

const CONFIG = { activeThreadPercentage: 50 };
const NAMES = new GpuResourceNames(DEFAULT_GPU_RESOURCES);
const GPU = "nvidia.com/gpu";
const SHARED = "nvidia.com/gpu.shared";

function read(resources: unknown, fields = CONTAINER_FIELDS) {
  return readGpuRequests({ [fields.resources]: resources }, fields, NAMES);
}

describe("readGpuRequests", () => {
  it.each<[resources: unknown, requests: object[]]>([
    [{ limits: { [GPU]: 1 } }, [{ resource: GPU, limit: 1, request: undefined }]],
    [{ requests: { [GPU]: "1" } }, [{ resource: GPU, limit: undefined, request: "1" }]],
    [
      { limits: { cpu: 1, [GPU]: "2" }, requests: { [GPU]: 2 } },
      [{ resource: GPU, limit: "2", request: 2 }],
    ],
    [{ limits: { [GPU]: 0 }, requests: { [GPU]: 1 } }, [{ resource: GPU, limit: 0, request: 1 }]],
    [{ limits: { [GPU]: "${N}" } }, [{ resource: GPU, limit: "${N}", request: undefined }]],
    [
      { limits: { [SHARED]: 1 }, requests: { [GPU]: 1 } },
      [
        { resource: SHARED, limit: 1, request: undefined },
        { resource: GPU, limit: undefined, request: 1 },
      ],
    ],
  ])("reads %j", (resources, requests) => {
    expect(read(resources)).toEqual({ requests, malformed: [] });
  });

  it.each([
    undefined,
    null,
    {},
    { limits: null, requests: undefined },
    { limits: { cpu: 1 }, requests: { memory: "1Gi" } },
    { limits: { "amd.com/gpu": 1 } },
  ])("returns nothing for %j", (resources) => {
    expect(read(resources)).toBeUndefined();
  });

  it.each([
    { limits: { [GPU]: 0 } },
    { limits: { [GPU]: "0" }, requests: { [GPU]: null } },
    { requests: { [GPU]: "0e3" } },
  ])("finds no request in %j, which is provably zero", (resources) => {
    expect(read(resources)).toEqual({ requests: [], malformed: [] });
  });

  it.each<[resources: unknown, malformed: object[]]>([
    ["nvidia.com/gpu: 1", [{ steps: ["resources"], value: "nvidia.com/gpu: 1" }]],
    [[], [{ steps: ["resources"], value: [] }]],
    [
      { limits: [GPU], requests: 1 },
      [
        { steps: ["resources", "limits"], value: [GPU] },
        { steps: ["resources", "requests"], value: 1 },
      ],
    ],
  ])("reports the malformed parts of %j", (resources, malformed) => {
    expect(read(resources)).toEqual({ requests: [], malformed });
  });

  it("reads one part where the other is malformed", () => {
    expect(read({ limits: { [GPU]: 1 }, requests: "one" })).toEqual({
      requests: [{ resource: GPU, limit: 1, request: undefined }],
      malformed: [{ steps: ["resources", "requests"], value: "one" }],
    });
  });

  it.each<object>([
    { limits: { constructor: 1 }, requests: { cpu: 1 } },
    { limits: { cpu: 1 }, requests: { constructor: 1 } },
    { limits: { constructor: 1 }, requests: { constructor: "1" } },
  ])("reads own keys only, where a GPU is named constructor: %j", (resources) => {
    const result = injectGpuConfig(pod({ name: "main", resources }), CONFIG, {
      gpuResources: ["constructor"],
    });
    expect(result).toMatchObject({
      ok: true,
      value: { containers: [{ resource: "constructor", count: 1, action: "injected" }] },
    });
  });

  it("reads the names that a kind has for its resources and for a GPU", () => {
    const fields = { ...CONTAINER_FIELDS, resources: "needs", gpuResources: ["gpu"] };
    expect(read({ limits: { gpu: 1, [GPU]: 2 } }, fields)?.requests).toEqual([
      { resource: "gpu", limit: 1, request: undefined },
      { resource: GPU, limit: 2, request: undefined },
    ]);
    expect(read("none", fields)?.malformed).toEqual([{ steps: ["needs"], value: "none" }]);
    expect(readGpuRequests({ resources: { limits: { [GPU]: 1 } } }, fields, NAMES)).toBeUndefined();
  });

  it("reads a field that requests GPUs by name and quantity", () => {
    const fields = { ...CONTAINER_FIELDS, gpu: "gpu" };
    const readField = (gpu: unknown) => readGpuRequests({ gpu }, fields, NAMES);
    expect(readField({ name: GPU, quantity: 2 })).toEqual({
      requests: [{ resource: GPU, limit: 2, request: undefined }],
      malformed: [],
    });
    expect(readField("one")).toEqual({
      requests: [],
      malformed: [{ steps: ["gpu"], value: "one" }],
    });
    for (const none of [undefined, null, {}, { name: "amd.com/gpu", quantity: 1 }]) {
      expect(readField(none)).toBeUndefined();
    }
    expect(readField({ name: GPU, quantity: 0 })).toBeUndefined();
  });
});

describe("countGpus", () => {
  const request = (limit: unknown, asked?: unknown) => ({ resource: GPU, limit, request: asked });

  it("adds up all resources, each the larger of its limit and its request", () => {
    expect(countGpus([])).toBe(0);
    expect(countGpus([request(1), request(undefined, "2"), request(1, 3)])).toBe(6);
  });

  it("is NaN where one of them is not a whole number", () => {
    expect(countGpus([request(1), request("${N}")])).toBeNaN();
    expect(countGpus([request(1, "1.5")])).toBeNaN();
  });
});
