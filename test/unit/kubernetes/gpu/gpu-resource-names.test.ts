import { describe, expect, it } from "vitest";
import {
  DEFAULT_GPU_RESOURCES,
  GpuResourceNames,
} from "../../../../src/kubernetes/gpu/gpu-resource-names.ts";

describe("GpuResourceNames", () => {
  it("has the default names, and MIG slices by their prefix", () => {
    const names = new GpuResourceNames(DEFAULT_GPU_RESOURCES);
    const candidates = [
      "nvidia.com/gpu",
      "nvidia.com/gpu.shared",
      "nvidia.com/mig-1g.5gb",
      "nvidia.com/mig-",
      "nvidia.com/gpu.sharedx",
      "nvidia.com/gpumem",
      "amd.com/gpu",
      "Nvidia.com/gpu",
      "__proto__",
      "constructor",
      "",
    ];
    expect(candidates.filter((name) => names.has(name))).toEqual([
      "nvidia.com/gpu",
      "nvidia.com/gpu.shared",
      "nvidia.com/mig-1g.5gb",
      "nvidia.com/mig-",
    ]);
  });

  it("has the names with one of several prefixes, or exact names only", () => {
    const candidates = ["nvidia.com/gpu", "nvidia.com/mig-1g.5gb", "nvidia.com/vgpu-a", "cpu"];
    const prefixes = new GpuResourceNames(["nvidia.com/mig-*", "nvidia.com/vgpu-*"]);
    expect(candidates.filter((name) => prefixes.has(name))).toEqual(candidates.slice(1, 3));
    const exact = new GpuResourceNames(["nvidia.com/gpu"]);
    expect(candidates.filter((name) => exact.has(name))).toEqual(["nvidia.com/gpu"]);
  });

  it("has names that begin with different letters", () => {
    const names = new GpuResourceNames(["nvidia.com/gpu", "amd.com/*"]);
    const candidates = ["nvidia.com/gpu", "amd.com/gpu", "cpu", "memory", ""];
    expect(candidates.filter((name) => names.has(name))).toEqual(["nvidia.com/gpu", "amd.com/gpu"]);
  });
});
