import { type InjectOptions, injectGpuConfig, type MpsConfigInput } from "kube-mps";
import { describe, expect, it } from "vitest";
import { gpuContainer, MEMORY, pod } from "../../helpers/manifests.ts";
import { at, envOf } from "../../helpers/outcome.ts";

const CONFIG = { pinnedDeviceMemoryLimit: "1Gi" };
const ENV = [{ name: MEMORY, value: "0=1024M" }];
const GPU = "nvidia.com/gpu";

function inject(resources: object, options?: InjectOptions, config: MpsConfigInput = CONFIG) {
  return injectGpuConfig(pod({ name: "main", resources }), config, options);
}

function memory(value: string) {
  return [{ name: MEMORY, value }];
}

describe("ContainerPlanner", () => {
  it.each<[quantity: unknown, count: number]>([
    [1, 1],
    ["1", 1],
    [" 1 ", 1],
    ["1e0", 1],
    ["1000m", 1],
    ["2", 2],
  ])("counts a quantity of %j as %d", (quantity, count) => {
    const result = inject({ limits: { [GPU]: quantity } });
    expect(result).toMatchObject({ ok: true, value: { containers: [{ count }] } });
  });

  it("adds up the GPUs of several resources, and warns of MIG slices", () => {
    const limits = { [GPU]: 1, "nvidia.com/gpu.shared": "2", "nvidia.com/mig-1g.5gb": 3, cpu: 64 };
    const result = inject({ limits });
    expect(result).toMatchObject({
      ok: true,
      value: { containers: [{ resource: GPU, count: 6 }] },
    });
    expect(result.warnings.map(at)).toEqual([
      "gpu/count-is-replicas spec/containers/0",
      "gpu/mig-unverified spec/containers/0",
    ]);
    expect(result.warnings[1]).toEqual({
      code: "gpu/mig-unverified",
      path: ["spec", "containers", 0],
      message: "whether MPS limits reach a MIG slice (nvidia.com/mig-1g.5gb) is unproven",
      hint: "try it on your cluster, or leave nvidia.com/mig-* out of gpuResources",
    });
  });

  it("reports each container, whatever happens to the others", () => {
    const unchanged = gpuContainer({ name: "unchanged", env: ENV });
    const claim = { name: "claim", resources: { claims: [{ name: "gpu" }] } };
    const result = injectGpuConfig(pod(unchanged, claim, gpuContainer()), CONFIG);
    expect(
      result.ok &&
        result.value.containers.map(({ name, action, reason }) => [name, action, reason]),
    ).toEqual([
      ["unchanged", "unchanged", undefined],
      ["claim", "skipped", "resource-claim"],
      ["main", "injected", undefined],
    ]);
  });

  it("reports no name where it is not a string", () => {
    const result = injectGpuConfig(pod(gpuContainer({ name: 5 })), CONFIG);
    expect(result).toMatchObject({ ok: true, value: { containers: [{ name: undefined }] } });
  });
});

describe("a GPU count above 1", () => {
  it("is read as replicas: device 0 alone is limited, with one warning a call", () => {
    const result = injectGpuConfig(pod(gpuContainer({}, 2), gpuContainer({}, 3)), CONFIG);
    expect(envOf(result)).toEqual(memory("0=1024M"));
    expect(result.warnings).toEqual([
      {
        code: "gpu/count-is-replicas",
        path: ["spec", "containers", 0],
        message:
          "a GPU count of 2 is read as replicas, so only device 0 is limited: other cards stay unlimited",
        hint: 'set gpuUnit to "device" if GPUs are not shared',
        received: "2",
      },
    ]);
  });

  it("is read as devices if gpuUnit says so: each is limited", () => {
    const result = injectGpuConfig(pod(gpuContainer({}, 3)), CONFIG, { gpuUnit: "device" });
    expect(envOf(result)).toEqual(memory("0=1024M,1=1024M,2=1024M"));
    expect(result.warnings).toEqual([]);
  });

  it("is at most 1024 if gpuUnit is device", () => {
    const options = { gpuUnit: "device" } as const;
    const result = injectGpuConfig(pod(gpuContainer({}, 1025)), CONFIG, options);
    expect(result).toEqual({
      ok: false,
      issues: [
        {
          code: "gpu/quantity",
          path: ["spec", "containers", 0],
          message: "1025 devices cannot be named: no node has more than 1024 GPUs",
          hint: 'leave gpuUnit at "replica" if the count is replicas',
          received: "1025",
        },
      ],
      warnings: [],
    });
    expect(injectGpuConfig(pod(gpuContainer({}, 1024)), CONFIG, options).ok).toBe(true);
    expect(injectGpuConfig(pod(gpuContainer({}, 2 ** 40)), CONFIG).ok).toBe(true);
  });

  it.each<[ordinal: string, count: number, gpuUnit: "replica" | "device", found: unknown]>([
    ["0", 1, "replica", memory("0=1024M")],
    ["1", 2, "replica", ["device/out-of-range perDevicePinnedMemoryLimit/1"]],
    ["1", 2, "device", memory("1=1024M")],
    ["2", 2, "device", ["device/out-of-range perDevicePinnedMemoryLimit/2"]],
  ])("with a limit for device %s: count %d, unit %s", (ordinal, count, gpuUnit, found) => {
    const config = { perDevicePinnedMemoryLimit: { [ordinal]: "1Gi" } };
    const result = inject({ limits: { [GPU]: count } }, { gpuUnit }, config);
    expect(envOf(result)).toEqual(found);
  });

  it("reports an ordinal out of range once for each count", () => {
    const config = { perDevicePinnedMemoryLimit: { "1": "1Gi" } };
    const result = injectGpuConfig(pod(gpuContainer(), gpuContainer()), config);
    expect(result.ok ? [] : result.issues.map(at)).toEqual([
      "device/out-of-range perDevicePinnedMemoryLimit/1",
    ]);
  });
});
