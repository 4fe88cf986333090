import { fromDialect } from "kube-mps/dialects";
import { describe, expect, it } from "vitest";
import { at } from "../../../helpers/outcome.ts";

const GI = 2 ** 30;

function gpuConfig(mpsConfig: object | undefined, strategy = "MPS") {
  return {
    apiVersion: "resource.nvidia.com/v1beta1",
    kind: "GpuConfig",
    sharing: { strategy, mpsConfig },
  };
}

function claim(...config: unknown[]) {
  const devices = { requests: [{ name: "gpu" }], config };
  return { apiVersion: "resource.k8s.io/v1", kind: "ResourceClaim", spec: { devices } };
}

const entry = (requests: string[], parameters: object) => ({
  requests,
  opaque: { driver: "gpu.nvidia.com", parameters },
});

/** The config, or the issues; and the losses. */
function read(input: unknown): unknown[] {
  const result = fromDialect(input);
  if (!result.ok) return result.issues.map(at);
  return [
    result.value.config,
    ...result.value.losses.map(({ kind, path }) => `${kind} ${path.join("/")}`),
  ];
}

const FOUR = gpuConfig({ defaultPinnedDeviceMemoryLimit: "4Gi" });
const EIGHT = gpuConfig({ defaultPinnedDeviceMemoryLimit: "8Gi" });

describe("fromDialect, of a resource claim", () => {
  it("reads the parameters of the driver", () => {
    const limits = { defaultActiveThreadPercentage: 50, defaultPinnedDeviceMemoryLimit: "10Gi" };
    expect(fromDialect(gpuConfig(limits))).toEqual({
      ok: true,
      value: {
        dialect: "dra",
        config: { activeThreadPercentage: 50, pinnedDeviceMemoryLimit: 10 * GI },
        losses: [],
      },
      warnings: [],
    });
  });

  it.each([
    ["a claim", claim(entry(["gpu"], FOUR))],
    [
      "a claim of an older version",
      { ...claim(entry(["gpu"], FOUR)), apiVersion: "resource.k8s.io/v1beta1" },
    ],
    [
      "a template",
      {
        ...claim(),
        kind: "ResourceClaimTemplate",
        spec: { spec: claim(entry(["gpu"], FOUR)).spec },
      },
    ],
    ["a class", { ...claim(), kind: "DeviceClass", spec: { config: [entry([], FOUR)] } }],
  ])("reads %s", (_, input) => {
    expect(read(input)).toEqual([{ pinnedDeviceMemoryLimit: 4 * GI }]);
  });

  it("takes the last of several parameters for the same requests", () => {
    expect(read(claim(entry(["gpu"], FOUR), entry(["gpu"], EIGHT)))).toEqual([
      { pinnedDeviceMemoryLimit: 8 * GI },
    ]);
  });

  it("refuses parameters that differ by request, and accepts those that do not", () => {
    const differing = claim(entry(["a"], FOUR), entry(["b"], EIGHT));
    expect(read(differing)).toEqual(["dialect/ambiguous"]);
    expect(read(claim(entry(["a"], FOUR), entry(["b"], FOUR)))).toEqual([
      { pinnedDeviceMemoryLimit: 4 * GI },
    ]);
  });

  it("loses what a config has nothing like, and says that ordinals are not the container's", () => {
    const limits = {
      multiUser: true,
      defaultPinnedDeviceMemoryLimit: "8Gi",
      defaultPerDevicePinnedMemoryLimit: { "GPU-1": "2Gi", "1": "4Gi" },
    };
    const base = "sharing/mpsConfig";
    expect(read(gpuConfig(limits))).toEqual([
      { pinnedDeviceMemoryLimit: 8 * GI, perDevicePinnedMemoryLimit: { "1": 4 * GI } },
      `unsupported ${base}/multiUser`,
      `scope ${base}/defaultPerDevicePinnedMemoryLimit/1`,
      `unsupported ${base}/defaultPerDevicePinnedMemoryLimit/GPU-1`,
    ]);
    const onlyUuids = { defaultPerDevicePinnedMemoryLimit: { "GPU-1": "2Gi" } };
    expect(read(gpuConfig(onlyUuids))).toEqual(["config/missing"]);
  });

  it("reports an issue where it is in the claim", () => {
    const limits = { defaultActiveThreadPercentage: 101, defaultPinnedDeviceMemoryLimit: "4GB" };
    const base = "spec/devices/config/0/opaque/parameters/sharing/mpsConfig";
    expect(read(claim(entry(["gpu"], gpuConfig(limits))))).toEqual([
      `threads/range ${base}/defaultActiveThreadPercentage`,
      `memory/syntax ${base}/defaultPinnedDeviceMemoryLimit`,
    ]);
    const perDevice = { defaultPerDevicePinnedMemoryLimit: { "0": "4GB" } };
    expect(read(gpuConfig(perDevice))).toEqual([
      "memory/syntax sharing/mpsConfig/defaultPerDevicePinnedMemoryLimit/0",
    ]);
    expect(read(gpuConfig({ defaultPerDevicePinnedMemoryLimit: "4Gi" }))).toEqual([
      "device/key sharing/mpsConfig/defaultPerDevicePinnedMemoryLimit",
    ]);
  });

  it("warns of a limit below the minimum of this package", () => {
    const small = gpuConfig({ defaultPinnedDeviceMemoryLimit: "10Mi" });
    expect(fromDialect(small).warnings.map(at)).toEqual([
      "memory/too-small sharing/mpsConfig/defaultPinnedDeviceMemoryLimit",
    ]);
  });

  it.each<[name: string, input: unknown, expected: string[]]>([
    ["time slicing", gpuConfig(undefined, "TimeSlicing"), ["dialect/not-mps sharing/strategy"]],
    ["no limits", gpuConfig({}), ["config/missing"]],
    ["no mpsConfig", gpuConfig(undefined), ["config/missing"]],
    ["a claim without parameters", claim(), ["dialect/unknown"]],
    [
      "a claim whose config is not a list",
      { ...claim(), spec: { devices: { config: 5 } } },
      ["dialect/unknown"],
    ],
    [
      "parameters of another driver",
      claim(entry(["a"], { apiVersion: "tpu.dev/v1", kind: "T" })),
      ["dialect/unknown"],
    ],
    ["entries of other types", claim(null, 5, {}, { opaque: {} }), ["dialect/unknown"]],
  ])("refuses %s", (_, input, expected) => {
    expect(read(input)).toEqual(expected);
  });
});
