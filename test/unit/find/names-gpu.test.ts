import { describe, expect, it } from "vitest";
import { namesGpu } from "../../../src/find/names-gpu.ts";
import {
  DEFAULT_GPU_RESOURCES,
  GpuResourceNames,
} from "../../../src/kubernetes/gpu/gpu-resource-names.ts";

const NAMES = new GpuResourceNames(DEFAULT_GPU_RESOURCES);
const LIMITS = { "nvidia.com/gpu": 1 };

describe("namesGpu", () => {
  it.each<[name: string, value: unknown]>([
    ["as a key", { spec: [{ limits: LIMITS }] }],
    ["with a quantity", { spec: { gpu: { name: "nvidia.com/gpu", quantity: 1 } } }],
    ["next to itself", [{ limits: LIMITS }, { limits: LIMITS }]],
  ])("is true for a GPU resource %s", (_name, value) => {
    expect(namesGpu(value, NAMES, [])).toBe(true);
  });

  it.each<[name: string, value: unknown]>([
    ["undefined", undefined],
    ["an empty object", {}],
    ["other resources", { limits: { cpu: 1, "amd.com/gpu": 1 } }],
    ["a toleration", { tolerations: [{ key: "nvidia.com/gpu", operator: "Exists" }] }],
    ["a node selector", { nodeSelector: { "nvidia.com/gpu": "true" } }],
    ["a value", { list: ["nvidia.com/gpu"], name: "nvidia.com/gpu" }],
    ["a string that contains a GPU resource", { note: "requests nvidia.com/gpu" }],
    ["a status", { status: { allocatable: LIMITS } }],
    ["metadata", { metadata: { annotations: LIMITS } }],
    ["null", { limits: null }],
  ])("is false for %s", (_name, value) => {
    expect(namesGpu(value, NAMES, [])).toBe(false);
  });

  it("does not search the parts that are excluded", () => {
    const spec = { limits: LIMITS };
    expect(namesGpu({ spec }, NAMES, [spec])).toBe(false);
    expect(namesGpu({ spec, other: { ...spec } }, NAMES, [spec])).toBe(true);
  });

  it("searches values that contain themselves once", () => {
    const cyclic: Record<string, unknown> = {};
    cyclic["self"] = [cyclic];
    expect(namesGpu(cyclic, NAMES, [])).toBe(false);
    cyclic["limits"] = LIMITS;
    expect(namesGpu(cyclic, NAMES, [])).toBe(true);
  });
});
