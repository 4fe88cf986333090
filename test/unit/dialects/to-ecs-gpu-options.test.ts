import { toEcsGpuOptions } from "kube-mps/dialects";
import { describe, expect, it } from "vitest";
import { at } from "../../helpers/outcome.ts";

describe("toEcsGpuOptions", () => {
  it("writes whole MiB and a percentage", () => {
    const config = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 };
    expect(toEcsGpuOptions(config)).toEqual({
      ok: true,
      value: {
        value: {
          type: "GPU",
          sharingStrategy: { nvidiaMps: { memory: 4096, maxComputePercent: 50 } },
        },
        effective: { memoryMiB: 4096, threads: 50 },
        losses: [],
      },
      warnings: [],
    });
  });

  it("writes no percentage that sets no limit, and warns of what was rounded", () => {
    const result = toEcsGpuOptions({ pinnedDeviceMemoryLimit: "1G", activeThreadPercentage: 100 });
    expect(result.ok && result.value.value.sharingStrategy.nvidiaMps).toEqual({ memory: 953 });
    expect(result.warnings.map(at)).toEqual(["memory/rounded pinnedDeviceMemoryLimit"]);
  });

  it("gives the only device its own limit, and loses those of others", () => {
    const config = {
      perDevicePinnedMemoryLimit: { "0": "4Gi", "1": "8Gi" },
      clientPriority: 0,
    } as const;
    const result = toEcsGpuOptions(config);
    expect(result.ok && result.value.value.sharingStrategy.nvidiaMps).toEqual({ memory: 4096 });
    expect(result.warnings.map(at)).toEqual([
      "dialect/tightened pinnedDeviceMemoryLimit",
      "dialect/tightened perDevicePinnedMemoryLimit/1",
      "dialect/unsupported clientPriority",
    ]);
  });

  it.each<[name: string, config: object, issues: string[]]>([
    [
      "no memory limit",
      { activeThreadPercentage: 50 },
      ["dialect/not-representable pinnedDeviceMemoryLimit"],
    ],
    [
      "no memory limit for the only device",
      { perDevicePinnedMemoryLimit: { "1": "4Gi" } },
      ["dialect/not-representable pinnedDeviceMemoryLimit"],
    ],
    [
      "a device that would get more than it may",
      { perDevicePinnedMemoryLimit: { "0": "8Gi", "1": "4Gi" } },
      ["dialect/wider perDevicePinnedMemoryLimit/1"],
    ],
  ])("refuses %s", (_, config, issues) => {
    const result = toEcsGpuOptions(config);
    expect(!result.ok && result.issues.map(at)).toEqual(issues);
  });
});
