import { toDeviceClass, toResourceClaim, toResourceClaimTemplate } from "kube-mps/dialects";
import { describe, expect, it } from "vitest";
import { at } from "../../helpers/outcome.ts";

const GI = 2 ** 30;
const LIMITS = { activeThreadPercentage: 50, pinnedDeviceMemoryLimit: "10Gi" };

/** The driver's parameters, around its `mpsConfig`. */
const parameters = (mpsConfig: object, kind = "GpuConfig") => ({
  opaque: {
    driver: "gpu.nvidia.com",
    parameters: {
      apiVersion: "resource.nvidia.com/v1beta1",
      kind,
      sharing: { strategy: "MPS", mpsConfig },
    },
  },
});

const MPS = { defaultActiveThreadPercentage: 50, defaultPinnedDeviceMemoryLimit: "10Gi" };

describe("toResourceClaimTemplate", () => {
  // Source: demo/specs/quickstart/v1/gpu-test-mps.yaml of the driver.
  it("writes the example of the driver", () => {
    expect(toResourceClaimTemplate(LIMITS, { name: "shared-gpu", request: "mps-gpu" })).toEqual({
      ok: true,
      value: {
        value: {
          apiVersion: "resource.k8s.io/v1",
          kind: "ResourceClaimTemplate",
          metadata: { name: "shared-gpu" },
          spec: {
            spec: {
              devices: {
                requests: [{ name: "mps-gpu", exactly: { deviceClassName: "gpu.nvidia.com" } }],
                config: [{ requests: ["mps-gpu"], ...parameters(MPS) }],
              },
            },
          },
        },
        effective: { memoryMiB: 10_240, threads: 50 },
        losses: [],
      },
      warnings: [],
    });
  });
});

describe("toResourceClaim", () => {
  it("writes a claim of a class, in a namespace", () => {
    const options = { name: "a.b", namespace: "team", deviceClassName: "mig.nvidia.com" };
    const result = toResourceClaim(LIMITS, options);
    expect(result.ok && result.value.value).toEqual({
      apiVersion: "resource.k8s.io/v1",
      kind: "ResourceClaim",
      metadata: { name: "a.b", namespace: "team" },
      spec: {
        devices: {
          requests: [{ name: "gpu", exactly: { deviceClassName: "mig.nvidia.com" } }],
          config: [{ requests: ["gpu"], ...parameters(MPS, "MigDeviceConfig") }],
        },
      },
    });
  });

  it("asks for as many devices as the limits name, whose order is the driver's", () => {
    const config = {
      perDevicePinnedMemoryLimit: { "0": "4Gi", "2": "1536Mi" },
      clientPriority: 1,
    } as const;
    const result = toResourceClaim(config, { name: "a" });
    expect(result.ok && result.value.value.spec.devices).toEqual({
      requests: [{ name: "gpu", exactly: { deviceClassName: "gpu.nvidia.com", count: 3 } }],
      config: [
        {
          requests: ["gpu"],
          ...parameters({ defaultPerDevicePinnedMemoryLimit: { "0": "4Gi", "2": "1536Mi" } }),
        },
      ],
    });
    expect(result.ok && result.value.effective).toEqual({ memoryMiB: 4096 });
    const field = "perDevicePinnedMemoryLimit";
    expect(result.ok && result.value.losses).toEqual([
      { path: ["clientPriority"], field: "clientPriority", kind: "unsupported", asked: 1 },
      { path: [field, "0"], field, kind: "scope", asked: 4 * GI, got: 4 * GI },
      { path: [field, "2"], field, kind: "scope", asked: 1.5 * GI, got: 1.5 * GI },
    ]);
    expect(result.warnings.map(({ message }) => message)).toEqual([
      "clientPriority 1 cannot be said here: it is lost",
      "4Gi holds for something else than one process of the container",
      "1536Mi holds for something else than one process of the container",
    ]);
  });

  it("writes no thread limit for 0 and 100, which set none", () => {
    for (const activeThreadPercentage of [0, 100]) {
      const result = toResourceClaim({ ...LIMITS, activeThreadPercentage }, { name: "a" });
      const { config } = result.ok ? result.value.value.spec.devices : { config: [] };
      expect(config[0]?.opaque.parameters.sharing.mpsConfig).toEqual({
        defaultPinnedDeviceMemoryLimit: "10Gi",
      });
      expect(result.ok && result.value.effective).toEqual({ memoryMiB: 10_240 });
    }
  });

  it.each<[name: string, config: object, options: unknown, issues: string[]]>([
    ["nothing", {}, { name: "a" }, ["config/missing"]],
    ["a priority alone", { clientPriority: 1 }, { name: "a" }, ["dialect/not-representable"]],
    [
      "a device that no claim has",
      { perDevicePinnedMemoryLimit: { "32": "4Gi" } },
      { name: "a" },
      ["dialect/not-representable perDevicePinnedMemoryLimit/32"],
    ],
    ["no options", LIMITS, undefined, ["options/type"]],
    [
      "invalid options, and an invalid config",
      { activeThreadPercentage: 101 },
      { name: "A", namespace: "a.b", deviceClassName: "", request: 1, count: 2 },
      [
        "options/unknown-key count",
        "options/value name",
        "options/value namespace",
        "options/value deviceClassName",
        "options/value request",
        "threads/range activeThreadPercentage",
      ],
    ],
  ])("refuses %s", (_, config, options, issues) => {
    const result = toResourceClaim(config, options as { name: string });
    expect(!result.ok && result.issues.map(at)).toEqual(issues);
  });
});

describe("toDeviceClass", () => {
  it("writes a class of whole cards, whose limits hold for every claim of it", () => {
    expect(toDeviceClass({ ...LIMITS, clientPriority: 0 }, { name: "gpu-10gi" })).toEqual({
      ok: true,
      value: {
        value: {
          apiVersion: "resource.k8s.io/v1",
          kind: "DeviceClass",
          metadata: { name: "gpu-10gi" },
          spec: {
            selectors: [
              {
                cel: {
                  expression:
                    "device.driver == 'gpu.nvidia.com' && device.attributes['gpu.nvidia.com'].type == 'gpu'",
                },
              },
            ],
            config: [parameters(MPS)],
          },
        },
        effective: { memoryMiB: 10_240, threads: 50 },
        losses: [
          { path: ["clientPriority"], field: "clientPriority", kind: "unsupported", asked: 0 },
          {
            path: ["pinnedDeviceMemoryLimit"],
            field: "pinnedDeviceMemoryLimit",
            kind: "scope",
            asked: 10 * GI,
            got: 10 * GI,
          },
          {
            path: ["activeThreadPercentage"],
            field: "activeThreadPercentage",
            kind: "scope",
            asked: 50,
            got: 50,
          },
        ],
      },
      warnings: [
        expect.objectContaining({ code: "dialect/unsupported" }),
        expect.objectContaining({ code: "dialect/scope" }),
        expect.objectContaining({ code: "dialect/scope" }),
      ],
    });
  });

  it("writes a class of MIG devices", () => {
    const options = { name: "mig", deviceClassName: "mig.nvidia.com" } as const;
    const result = toDeviceClass({ perDevicePinnedMemoryLimit: { "0": "4Gi" } }, options);
    const spec = result.ok ? result.value.value.spec : undefined;
    expect(spec?.selectors[0]?.cel.expression).toContain(".type == 'mig'");
    const mps = { defaultPerDevicePinnedMemoryLimit: { "0": "4Gi" } };
    expect(spec?.config).toEqual([parameters(mps, "MigDeviceConfig")]);
  });

  it("refuses a limit for a device that a claim of one device lacks", () => {
    const config = { perDevicePinnedMemoryLimit: { "0": "4Gi", "1": "4Gi" } };
    const result = toDeviceClass(config, { name: "a" });
    const issue = "dialect/not-representable perDevicePinnedMemoryLimit";
    expect(!result.ok && result.issues.map(at)).toEqual([issue]);
  });

  it("refuses a namespace, and classes of others", () => {
    const options = { name: "a", namespace: "team", deviceClassName: "tpu" };
    const result = toDeviceClass(LIMITS, options as unknown as { name: string });
    const issues = ["options/unknown-key namespace", "options/value deviceClassName"];
    expect(!result.ok && result.issues.map(at)).toEqual(issues);
  });
});
