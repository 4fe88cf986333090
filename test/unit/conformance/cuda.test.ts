import { injectGpuConfig } from "kube-mps";
import { describe, expect, it } from "vitest";
import { parseMemoryLimitMap } from "../../../src/limits/memory-limit-map.ts";
import { gpuContainer, MEMORY, PRIORITY, pod, THREADS } from "../../helpers/manifests.ts";
import { at, envOf } from "../../helpers/outcome.ts";

// Facts of https://docs.nvidia.com/deploy/mps/appendix-environment-variables.html.

const LIMITS = {
  pinnedDeviceMemoryLimit: "1Gi",
  activeThreadPercentage: 50,
  clientPriority: 1,
} as const;

describe("CUDA documents", () => {
  it("limits by device in binary units: 0=1G,1=512MB", () => {
    expect(parseMemoryLimitMap("0=1G,1=512MB")).toEqual(
      new Map([
        [0, 1024],
        [1, 512],
      ]),
    );
  });

  it("devices by UUID, which we cannot compare with ordinals", () => {
    expect(parseMemoryLimitMap("GPU-8932f937-d72c-4106-c12f-20bd9faed9f6=1G")).toBe("incomparable");
  });

  it.each<[name: string, value: string]>([
    [MEMORY, "0=1G"],
    [MEMORY, "0=1024M"],
    [MEMORY, "0=1024MB"],
    [THREADS, "50"],
    [PRIORITY, "1"],
  ])("%s=%s, which we do not change where the config means the same", (name, value) => {
    const result = injectGpuConfig(pod(gpuContainer({ env: [{ name, value }] })), LIMITS);
    expect(envOf(result)).toEqual(expect.arrayContaining([{ name, value }]));
    expect(result.warnings).toEqual([]);
  });
});

describe("CUDA ignores", () => {
  const path = "spec/containers/0/env/0";
  it.each<[what: string, name: string, value: string]>([
    ["a number without a device", MEMORY, "2147483648"],
    ["a limit without a device", MEMORY, "8192MB"],
    ["a limit without a unit", MEMORY, "0=1073741824"],
    ["a limit of zero", MEMORY, "0=0M"],
    ["a unit of Kubernetes", MEMORY, "0=1Gi"],
    ["a fraction of a unit", MEMORY, "0=1.5G"],
    ["a percentage above 100", THREADS, "101"],
    ["a percentage with a percent sign", THREADS, "50%"],
    ["a priority other than 0 and 1", PRIORITY, "2"],
  ])("%s, and we warn where %s=%s is kept", (_, name, value) => {
    const one = pod(gpuContainer({ env: [{ name, value }] }));
    const result = injectGpuConfig(one, LIMITS, { onConflict: "keep" });
    expect(result.warnings.map(at)).toEqual([`env/ignored-by-cuda ${path}`]);
  });
});
