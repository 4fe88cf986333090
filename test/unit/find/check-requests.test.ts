import { injectGpuConfig } from "kube-mps";
import { describe, expect, it } from "vitest";
import { countIsReplicas, migSliceOf, migUnverified } from "../../../src/find/check-requests.ts";
import { type FoundContainer, findContainers } from "../../../src/find/find-containers.ts";
import { MEMORY, pod } from "../../helpers/manifests.ts";
import { at, envOf } from "../../helpers/outcome.ts";
import { defaultSettings } from "../../helpers/settings.ts";

const CONFIG = { pinnedDeviceMemoryLimit: "1Gi" };
const GPU = "nvidia.com/gpu";
const LIMITS = "spec/containers/0/resources/limits/nvidia.com/gpu";
const REQUESTS = "spec/containers/0/resources/requests/nvidia.com/gpu";

function inject(resources: object) {
  return injectGpuConfig(pod({ name: "main", resources }), CONFIG);
}

describe("checkRequests", () => {
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
  ])("reports a quantity of %j", (quantity, hint) => {
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

  it("checks limits and requests", () => {
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

  it("reports the quantity of a field that requests GPUs", () => {
    const object = {
      apiVersion: "sparkoperator.k8s.io/v1beta2",
      kind: "SparkApplication",
      spec: { driver: { gpu: { name: GPU, quantity: "$N" } } },
    };
    const result = injectGpuConfig(object, CONFIG);
    expect(result.ok ? [] : result.issues.map(at)).toEqual([
      "gpu/quantity spec/driver/gpu/quantity",
    ]);
  });

  it.each([
    [1, 2],
    [0, 1],
    [1, 0],
    ["2", "1"],
  ])("reports a limit of %j with a request of %j", (limit, request) => {
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
  ])("accepts %j, where limit and request are equal", (resources) => {
    const result = inject(resources);
    expect(result.ok && result.value.edits).toHaveLength(1);
    expect(envOf(result)).toEqual([{ name: MEMORY, value: "0=1024M" }]);
  });
});

/** The only GPU container of a Pod with these resources. */
function found(limits: object): FoundContainer {
  const { containers } = findContainers(pod({ resources: { limits } }), defaultSettings());
  return containers[0] as FoundContainer;
}

describe("migSliceOf", () => {
  it("is the first MIG slice that a container requests", () => {
    const slices = { [GPU]: 1, "nvidia.com/mig-2g.10gb": 1, "nvidia.com/mig-1g.5gb": 1 };
    expect(migSliceOf(found(slices))).toBe("nvidia.com/mig-2g.10gb");
    expect(migSliceOf(found({ [GPU]: 1, "nvidia.com/mig-1g.5gb": 0 }))).toBeUndefined();
  });
});

describe("migUnverified", () => {
  it("warns that limits may not reach a MIG slice", () => {
    expect(migUnverified(found({ [GPU]: 1 }), "nvidia.com/mig-1g.5gb")).toEqual({
      code: "gpu/mig-unverified",
      path: ["spec", "containers", 0],
      message: "whether MPS limits reach a MIG slice (nvidia.com/mig-1g.5gb) is unproven",
      hint: "try it on your cluster, or leave nvidia.com/mig-* out of gpuResources",
    });
  });
});

describe("countIsReplicas", () => {
  it("warns that a count above 1 limits one device", () => {
    expect(countIsReplicas(found({ [GPU]: 2 }), 2)).toEqual({
      code: "gpu/count-is-replicas",
      path: ["spec", "containers", 0],
      message:
        "a GPU count of 2 is read as replicas, so only device 0 is limited: other cards stay unlimited",
      hint: 'set gpuUnit to "device" if GPUs are not shared',
      received: "2",
    });
  });
});
