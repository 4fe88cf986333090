import { injectGpuConfig, isGpuWorkload } from "kube-mps";
import { describe, expect, it } from "vitest";
import {
  deployment,
  gpuContainer,
  list,
  MEMORY,
  plainContainer,
  pod,
  THREADS,
} from "../../helpers/manifests.ts";
import { at } from "../../helpers/outcome.ts";

const CONFIG = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 };
const ENV = [
  { name: MEMORY, value: "0=4096M" },
  { name: THREADS, value: "50" },
];

describe("injectGpuConfig", () => {
  it("returns a Deployment with its limits, the edits and a report", () => {
    expect(injectGpuConfig(deployment(plainContainer(), gpuContainer()), CONFIG)).toStrictEqual({
      ok: true,
      value: {
        object: deployment(plainContainer(), gpuContainer({ env: ENV })),
        changed: true,
        edits: [
          { op: "add", path: ["spec", "template", "spec", "containers", 1, "env"], value: ENV },
        ],
        containers: [
          {
            path: ["spec", "template", "spec", "containers", 1],
            name: "main",
            resource: "nvidia.com/gpu",
            count: 1,
            action: "injected",
          },
        ],
      },
      warnings: [],
    });
  });

  it("returns an object without a GPU as it is, and does not read the config", () => {
    const object = pod(plainContainer());
    const result = injectGpuConfig(object, { activeThreadPercentage: 999 });
    expect(result).toEqual({
      ok: true,
      value: { object, changed: false, edits: [], containers: [], reason: "no-gpu" },
      warnings: [],
    });
    expect(result.ok && result.value.object).toBe(object);
  });

  it("returns an object that has its limits as it is", () => {
    const first = injectGpuConfig(pod(gpuContainer()), CONFIG);
    const object = first.ok ? first.value.object : pod();
    const second = injectGpuConfig(object, CONFIG);
    expect(second).toEqual({
      ok: true,
      value: {
        object,
        changed: false,
        edits: [],
        containers: [
          {
            path: ["spec", "containers", 0],
            name: "main",
            resource: "nvidia.com/gpu",
            count: 1,
            action: "unchanged",
          },
        ],
        reason: "already-injected",
      },
      warnings: [],
    });
    expect(second.ok && second.value.object).toBe(object);
  });

  it("reports every problem of the config and of the object", () => {
    const config = { activeThreadPercentage: 101, pinnedDeviceMemoryLimit: "1GB" };
    const result = injectGpuConfig(pod(gpuContainer({}, "$GPUS")), config);
    expect(result.ok ? [] : result.issues.map(at)).toEqual([
      "threads/range activeThreadPercentage",
      "memory/syntax pinnedDeviceMemoryLimit",
      "gpu/quantity spec/containers/0/resources/limits/nvidia.com/gpu",
    ]);
  });

  it("reports every problem of each item of a List", () => {
    const unknown = { kind: "Unknown", spec: { containers: [gpuContainer({ image: "a" })] } };
    const result = injectGpuConfig(
      list(unknown, pod(gpuContainer({}, "many"))),
      { activeThreadPercentage: 101 },
      { unknownKinds: "error" },
    );
    expect(result.ok ? [] : result.issues.map(at)).toEqual([
      "threads/range activeThreadPercentage",
      "workload/unknown-kind items/0/spec",
      "gpu/quantity items/1/spec/containers/0/resources/limits/nvidia.com/gpu",
    ]);
  });

  it.each([null, undefined, 5, "v1", true, [], [pod(gpuContainer())], () => 1])(
    "rejects %o, which is not an object",
    (object) => {
      expect(injectGpuConfig(object as object, CONFIG)).toMatchObject({
        ok: false,
        issues: [
          {
            code: "input/type",
            path: [],
            message: "a Kubernetes object must be an object",
            hint: "pass one object with apiVersion and kind, a List for several",
          },
        ],
      });
      // Objects may be in an array, a text, or what a function returns.
      const mayHoldObjects = ["string", "object", "function"].includes(typeof object);
      expect(isGpuWorkload(object)).toBe(mayHoldObjects && object !== null);
    },
  );
});
