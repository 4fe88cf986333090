// Spark's driver and executor ask for GPUs by a field of their own, others by names of their own.
import { injectGpuConfig } from "kube-mps";
import { describe, expect, it } from "vitest";
import { THREADS } from "../../helpers/manifests.ts";
import { at } from "../../helpers/outcome.ts";

const CONFIG = { activeThreadPercentage: 50 };

function spark(gpu: unknown) {
  return {
    apiVersion: "sparkoperator.k8s.io/v1beta2",
    kind: "SparkApplication",
    spec: { driver: { gpu } },
  };
}

describe("a gpu field", () => {
  it("asks for GPUs by name and quantity", () => {
    const gpu = { name: "nvidia.com/gpu", quantity: 1 };
    const result = injectGpuConfig(spark(gpu), CONFIG);
    expect(result).toMatchObject({
      ok: true,
      value: {
        edits: [
          { op: "add", path: ["spec", "driver", "env"], value: [{ name: THREADS, value: "50" }] },
        ],
        containers: [{ path: ["spec", "driver"], name: undefined, count: 1, action: "injected" }],
      },
      warnings: [],
    });
    const again = injectGpuConfig(result.ok ? result.value.object : {}, CONFIG);
    expect(again).toMatchObject({ ok: true, value: { containers: [{ action: "unchanged" }] } });
  });

  it("has no place for other resources, and says so", () => {
    const gpu = { name: "nvidia.com/gpu", quantity: 1 };
    const resourceLimits = { "a.b/c": 1, "a.b/d": "2" };
    const { warnings } = injectGpuConfig(spark(gpu), CONFIG, { resourceLimits });
    expect(warnings).toEqual([
      {
        code: "resource/not-added",
        path: ["spec", "driver"],
        message: "this has no resources field: a.b/c, a.b/d could not be added",
        hint: "set them in a pod template",
      },
    ]);
  });

  it.each([
    undefined,
    null,
    {},
    { name: "amd.com/gpu", quantity: 1 },
    { name: 5, quantity: 1 },
    { name: "nvidia.com/gpu", quantity: 0 },
  ])("%j asks for none", (gpu) => {
    expect(injectGpuConfig(spark(gpu), null)).toMatchObject({
      ok: true,
      value: { reason: "no-gpu" },
      warnings: [],
    });
  });

  it("that is none is warned of; a quantity that is none is an issue", () => {
    expect(injectGpuConfig(spark("nvidia.com/gpu"), null).warnings.map(at)).toEqual([
      "workload/malformed spec/driver/gpu",
    ]);
    const result = injectGpuConfig(spark({ name: "nvidia.com/gpu", quantity: "$N" }), CONFIG);
    expect(result.ok ? [] : result.issues.map(at)).toEqual([
      "gpu/quantity spec/driver/gpu/quantity",
    ]);
  });
});

describe("names of their own", () => {
  const container = { path: "spec.tool", env: "vars", resources: "needs", gpuResources: ["gpu"] };
  const kinds = [{ group: "example.com", kind: "Tool", containers: [container] }];
  const tool = (fields: object) => ({
    apiVersion: "example.com/v1",
    kind: "Tool",
    spec: { tool: fields },
  });

  it("are read, and written to", () => {
    const object = tool({ needs: { requests: { gpu: "2" } }, vars: [] });
    expect(injectGpuConfig(object, CONFIG, { kinds })).toMatchObject({
      ok: true,
      value: {
        edits: [
          { op: "add", path: ["spec", "tool", "vars", 0], value: { name: THREADS, value: "50" } },
          { op: "add", path: ["spec", "tool", "needs", "limits"], value: { gpu: "2" } },
        ],
        containers: [{ path: ["spec", "tool"], resource: "gpu", count: 2 }],
      },
    });
  });

  it("stand instead of those of Kubernetes, and beside its names for GPUs", () => {
    const limits = { gpu: 1 };
    const other = injectGpuConfig(tool({ resources: { limits } }), CONFIG, { kinds });
    expect(other).toMatchObject({ ok: true, value: { reason: "no-gpu" } });
    const common = tool({ needs: { limits: { "nvidia.com/gpu": 1, cpu: 1 } } });
    expect(injectGpuConfig(common, CONFIG, { kinds })).toMatchObject({
      ok: true,
      value: { containers: [{ resource: "nvidia.com/gpu", count: 1 }] },
    });
  });
});
