import { isGpuWorkload } from "kube-mps";
import { describe, expect, it } from "vitest";
import { deployment, gpuContainer, list, plainContainer, pod } from "../../helpers/manifests.ts";

const GPU = "nvidia.com/gpu";
const CLAIM = { name: "claim", resources: { claims: [{ name: "gpu" }] } };

function podWith(lists: object) {
  return { apiVersion: "v1", kind: "Pod", spec: lists };
}

describe("isGpuWorkload", () => {
  it.each<[name: string, object: object]>([
    ["a limit", pod(plainContainer(), gpuContainer())],
    ["a request", pod({ resources: { requests: { [GPU]: 1 } } })],
    [
      "a limit of zero with a request",
      pod({ resources: { limits: { [GPU]: 0 }, requests: { [GPU]: 1 } } }),
    ],
    ["an initContainer", podWith({ initContainers: [gpuContainer()] })],
    ["a Deployment", deployment(gpuContainer())],
    ["an item of a List", list(pod(), deployment(gpuContainer()))],
    ["a pod spec of an unknown kind", { kind: "Unknown", spec: { containers: [gpuContainer()] } }],
    ["a MIG slice", pod({ resources: { limits: { "nvidia.com/mig-1g.5gb": 1 } } })],
  ])("is true for %s", (_name, object) => {
    expect(isGpuWorkload(object)).toBe(true);
  });

  it.each(["${N}", "$N", "<gpus>", "1.5", -1, "", true, {}])(
    "is true for a quantity of %j, which may be a GPU",
    (quantity) => {
      expect(isGpuWorkload(pod(gpuContainer({}, quantity)))).toBe(true);
    },
  );

  it.each<[name: string, object: unknown]>([
    ["no containers", pod()],
    ["other resources", pod(plainContainer())],
    ["a quantity of zero", pod(gpuContainer({}, "0"))],
    ["no quantity", pod(gpuContainer({}, null))],
    ["ephemeral containers", podWith({ containers: [], ephemeralContainers: [gpuContainer()] })],
    ["a resource claim", pod(CLAIM)],
    [
      "a kind to skip",
      { apiVersion: "v1", kind: "ResourceQuota", spec: { containers: [gpuContainer()] } },
    ],
    ["null", null],
    ["undefined", undefined],
    ["a number", 1],
  ])("is false for %s", (_name, object) => {
    expect(isGpuWorkload(object)).toBe(false);
  });

  it.each<[name: string, value: unknown]>([
    ["a string", "apiVersion: v1"],
    ["an array", [pod()]],
    ["a function", () => pod()],
    ["a promise", Promise.resolve(pod())],
    ["a Map", new Map()],
  ])("is true for %s, which may hold objects", (_name, value) => {
    expect(isGpuWorkload(value)).toBe(true);
  });

  it("follows gpuResources, kinds and unknownKinds", () => {
    const gpuResources = ["example.com/gpu"];
    expect(isGpuWorkload(pod(gpuContainer()), { gpuResources })).toBe(false);
    const farm = { apiVersion: "example.com/v1", kind: "Farm", spec: { main: gpuContainer() } };
    const kinds = [{ group: "example.com", kind: "Farm", containers: ["spec.main"] }];
    const unknownKinds = "skip";
    expect(isGpuWorkload(farm, { unknownKinds })).toBe(false);
    expect(isGpuWorkload(farm, { unknownKinds, kinds })).toBe(true);
    // What is like a container may be one.
    expect(isGpuWorkload(farm)).toBe(true);
    const unknown = { kind: "Unknown", spec: { containers: [gpuContainer()] } };
    expect(isGpuWorkload(unknown, { unknownKinds: "skip" })).toBe(false);
  });

  it("is true where it cannot tell: for invalid options, and objects that are nested too deeply", () => {
    expect(isGpuWorkload(pod(), { gpuResources: [] })).toBe(true);
    let nested: object = pod();
    for (let depth = 0; depth < 9; depth++) nested = list(nested);
    expect(isGpuWorkload(nested)).toBe(true);
  });
});
