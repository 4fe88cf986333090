import { type InjectOptions, injectGpuConfig, type MpsConfigInput } from "kube-mps";
import { describe, expect, it } from "vitest";
import { gpuContainer, MEMORY, pod } from "../../helpers/manifests.ts";
import { at, envOf } from "../../helpers/outcome.ts";

const CONFIG = { pinnedDeviceMemoryLimit: "1Gi" };
const GPU = "nvidia.com/gpu";
const LIMITS = "spec/containers/0/resources/limits/nvidia.com/gpu";
const REQUESTS = "spec/containers/0/resources/requests/nvidia.com/gpu";

function inject(resources: object, options?: InjectOptions, config: MpsConfigInput = CONFIG) {
  return injectGpuConfig(pod({ name: "main", resources }), config, options);
}

function memory(value: string) {
  return [{ name: MEMORY, value }];
}

describe("quantities", () => {
  it.each<[quantity: unknown, hint: string]>([
    ["$GPU_PER_NODE", "replace the placeholder first"],
    ["${N}", "replace the placeholder first"],
    ["{{ .Values.gpus }}", "replace the placeholder first"],
    ["1.5", 'write "1"'],
    [1.5, 'write "1"'],
    ["-1", 'write "1"'],
    [-1, 'write "1"'],
    ["", 'write "1"'],
    [true, 'write "1"'],
    [["$N"], 'write "1"'],
  ])("%j is an issue", (quantity, hint) => {
    expect(inject({ limits: { [GPU]: quantity } })).toEqual({
      ok: false,
      issues: [
        {
          code: "gpu/quantity",
          path: LIMITS.split("/")
            .slice(0, 5)
            .concat(GPU)
            .map((step) => (step === "0" ? 0 : step)),
          message: "a number of GPUs must be whole",
          hint,
          received: JSON.stringify(quantity),
        },
      ],
      warnings: [],
    });
  });

  it("are each looked at, in limits and in requests", () => {
    const both = inject({ limits: { [GPU]: "$N" }, requests: { [GPU]: "$N" } });
    expect(both.ok ? [] : both.issues.map(at)).toEqual([
      `gpu/quantity ${LIMITS}`,
      `gpu/quantity ${REQUESTS}`,
    ]);
    const request = inject({ limits: { [GPU]: 1 }, requests: { [GPU]: "$N" } });
    expect(request.ok ? [] : request.issues.map(at)).toEqual([`gpu/quantity ${REQUESTS}`]);
    const alone = inject({ requests: { [GPU]: "$N" } });
    expect(alone.ok ? [] : alone.issues.map(at)).toEqual([`gpu/quantity ${REQUESTS}`]);
  });

  it.each<[quantity: unknown, count: number]>([
    [1, 1],
    ["1", 1],
    [" 1 ", 1],
    ["1e0", 1],
    ["1000m", 1],
    ["2", 2],
  ])("%j is %d", (quantity, count) => {
    const result = inject({ limits: { [GPU]: quantity } });
    expect(result).toMatchObject({ ok: true, value: { containers: [{ count }] } });
  });

  it("of several GPU resources add up", () => {
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
});

describe("limits and requests", () => {
  it.each<[resources: object, limits: object, op: "add" | "replace", path: string[]]>([
    [{ requests: { [GPU]: "1" } }, { [GPU]: "1" }, "add", ["limits"]],
    [{ requests: { [GPU]: 2 }, limits: null }, { [GPU]: 2 }, "replace", ["limits"]],
    [
      { requests: { [GPU]: "1" }, limits: { cpu: 1 } },
      { cpu: 1, [GPU]: "1" },
      "add",
      ["limits", GPU],
    ],
    [
      { requests: { [GPU]: "1" }, limits: { [GPU]: null } },
      { [GPU]: "1" },
      "replace",
      ["limits", GPU],
    ],
  ])("%j gets the limit that Kubernetes demands", (resources, limits, op, path) => {
    const result = inject(resources);
    const [container] = result.ok
      ? (result.value.object.spec["containers"] as { resources: object }[])
      : [];
    expect(container?.resources).toEqual({ ...resources, limits });
    expect(result.ok && result.value.edits[1]).toMatchObject({
      op,
      path: ["spec", "containers", 0, "resources", ...path],
    });
  });

  it.each([
    [1, 2],
    [0, 1],
    [1, 0],
    ["2", "1"],
  ])("of %j and %j do not match", (limit, request) => {
    expect(inject({ limits: { [GPU]: limit }, requests: { [GPU]: request } })).toMatchObject({
      ok: false,
      issues: [
        {
          code: "gpu/limit-mismatch",
          path: ["spec", "containers", 0, "resources", "requests", GPU],
          message: `the request for ${GPU} must equal its limit, ${JSON.stringify(limit)}`,
          hint: "remove the request, the limit is enough: Kubernetes rejects this",
          received: JSON.stringify(request),
        },
      ],
    });
  });

  it.each([
    { limits: { [GPU]: "1" }, requests: { [GPU]: "1000m" } },
    { limits: { [GPU]: "1" }, requests: { [GPU]: null } },
  ])("%j match, however they are written", (resources) => {
    const result = inject(resources);
    expect(result.ok && result.value.edits).toHaveLength(1);
    expect(envOf(result)).toEqual(memory("0=1024M"));
  });
});

it.each<object>([
  { limits: { constructor: 1 }, requests: { cpu: 1 } },
  { limits: { cpu: 1 }, requests: { constructor: 1 } },
  { limits: { constructor: 1 }, requests: { constructor: "1" } },
])("%j is one of a GPU whose name every object has", (resources) => {
  const result = inject(resources, { gpuResources: ["constructor"] });
  expect(result).toMatchObject({
    ok: true,
    value: { containers: [{ resource: "constructor", count: 1, action: "injected" }] },
  });
});

describe("a count of several", () => {
  it("is shares, of which device 0 is sure to be seen: warned of once a call", () => {
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

  it("is devices where the caller says so: each is named", () => {
    const result = injectGpuConfig(pod(gpuContainer({}, 3)), CONFIG, { gpuUnit: "device" });
    expect(envOf(result)).toEqual(memory("0=1024M,1=1024M,2=1024M"));
    expect(result.warnings).toEqual([]);
  });

  it("of devices is bounded", () => {
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
  ])("with a limit for device %s among %d %s", (ordinal, count, gpuUnit, found) => {
    const config = { perDevicePinnedMemoryLimit: { [ordinal]: "1Gi" } };
    const result = inject({ limits: { [GPU]: count } }, { gpuUnit }, config);
    expect(envOf(result)).toEqual(found);
  });

  it("says once that an ordinal is out of range, for one count", () => {
    const config = { perDevicePinnedMemoryLimit: { "1": "1Gi" } };
    const result = injectGpuConfig(pod(gpuContainer(), gpuContainer()), config);
    expect(result.ok ? [] : result.issues.map(at)).toEqual([
      "device/out-of-range perDevicePinnedMemoryLimit/1",
    ]);
  });
});
