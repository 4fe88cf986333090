import { toFractioningAnnotations } from "kube-mps/dialects";
import { describe, expect, it } from "vitest";
import { at } from "../../helpers/outcome.ts";

const GI = 2 ** 30;
const OPTIONS = { container: "trainer" };
const KEY = "nvidia.com/container.trainer";

describe("toFractioningAnnotations", () => {
  it("writes a memory limit, the mode and a portion for one container", () => {
    const config = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 };
    const result = toFractioningAnnotations(config, OPTIONS);
    expect(result.ok && result.value).toEqual({
      value: {
        [`${KEY}.gpu-memory.limit`]: "4Gi",
        [`${KEY}.gpu-compute.mode`]: "sm-sharing",
        [`${KEY}.gpu-compute.portion`]: "0.5",
      },
      effective: { memoryMiB: 4096, threads: 50 },
      losses: [
        {
          path: ["pinnedDeviceMemoryLimit"],
          field: "pinnedDeviceMemoryLimit",
          kind: "scope",
          asked: 4 * GI,
          got: 4 * GI,
        },
      ],
    });
    expect(result.warnings.map(at)).toEqual([
      "dialect/scope pinnedDeviceMemoryLimit",
      "dialect/requirement activeThreadPercentage",
    ]);
  });

  it("takes the smallest of the limits per device", () => {
    const config = {
      perDevicePinnedMemoryLimit: { "0": "4Gi", "1": "8Gi" },
      clientPriority: 1,
    } as const;
    const result = toFractioningAnnotations(config, OPTIONS);
    expect(result.ok && result.value.value).toEqual({
      [`${KEY}.gpu-memory.limit`]: "4Gi",
      [`${KEY}.gpu-compute.mode`]: "sm-sharing",
    });
    expect(result.warnings.map(at)).toEqual([
      "dialect/tightened pinnedDeviceMemoryLimit",
      "dialect/tightened perDevicePinnedMemoryLimit/1",
      "dialect/unsupported clientPriority",
      "dialect/scope pinnedDeviceMemoryLimit",
    ]);
  });

  it.each<[name: string, config: object, options: unknown, issues: string[]]>([
    [
      "a config without a memory limit",
      { activeThreadPercentage: 50 },
      OPTIONS,
      ["dialect/not-representable pinnedDeviceMemoryLimit"],
    ],
    [
      "a name with which an annotation is too long",
      { pinnedDeviceMemoryLimit: "4Gi" },
      { container: "a".repeat(34) },
      ["options/value container"],
    ],
    ["no name", { pinnedDeviceMemoryLimit: "4Gi" }, {}, ["options/value container"]],
  ])("refuses %s", (_, config, options, issues) => {
    const result = toFractioningAnnotations(config, options as typeof OPTIONS);
    expect(!result.ok && result.issues.map(at)).toEqual(issues);
  });

  it("writes keys of at most 63 characters after the prefix", () => {
    const config = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 };
    const result = toFractioningAnnotations(config, { container: "a".repeat(33) });
    const lengths = Object.keys(result.ok ? result.value.value : {}).map((key) => key.length);
    expect(Math.max(...lengths)).toBe("nvidia.com/".length + 63);
  });
});
