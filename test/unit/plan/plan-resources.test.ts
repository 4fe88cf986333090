import { type ConflictPolicy, injectGpuConfig } from "kube-mps";
import { describe, expect, it } from "vitest";
import { gpuContainer, plainContainer, pod } from "../../helpers/manifests.ts";
import { at } from "../../helpers/outcome.ts";

const GPU = "nvidia.com/gpu";
const NAME = "example.com/gpu-memory";
const STEPS = ["spec", "containers", 0, "resources"];
const PATH = STEPS.join("/");
const CONFIG = { activeThreadPercentage: 50 };

interface Parts {
  limits?: unknown;
  requests?: unknown;
}

function inject(parts: Parts, onConflict: ConflictPolicy, wanted: number | string = 4) {
  const limits = { [GPU]: 1, ...(parts.limits as object) };
  const object = pod({ name: "main", resources: { ...parts, limits } });
  const options = { onConflict, resourceLimits: { [NAME]: wanted } };
  const result = injectGpuConfig(object, CONFIG, options);
  if (!result.ok) return { issues: result.issues.map(at) };
  const [container] = result.value.object.spec["containers"] as [{ resources: Parts }];
  const { [GPU]: _, ...rest } = container.resources.limits as Record<string, unknown>;
  return {
    limits: rest,
    ...(parts.requests === undefined ? {} : { requests: container.resources.requests }),
    warnings: result.warnings.map(at),
  };
}

const own = (quantity: unknown) => ({ [NAME]: quantity });
const limitOverridden = [`resource/overridden ${PATH}/limits/${NAME}`];
const requestOverridden = [`resource/overridden ${PATH}/requests/${NAME}`];
const limitConflict = `resource/conflict ${PATH}/limits/${NAME}`;
const requestConflict = `resource/conflict ${PATH}/requests/${NAME}`;

describe("planResources", () => {
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
  ])("adds to %j the limit that Kubernetes demands", (resources, limits, op, path) => {
    const result = injectGpuConfig(pod({ name: "main", resources }), CONFIG);
    const [container] = result.ok
      ? (result.value.object.spec["containers"] as { resources: object }[])
      : [];
    expect(container?.resources).toEqual({ ...resources, limits });
    expect(result.ok && result.value.edits[1]).toMatchObject({
      op,
      path: ["spec", "containers", 0, "resources", ...path],
    });
  });

  it("adds resourceLimits to every GPU container and no other", () => {
    const object = pod(gpuContainer(), plainContainer());
    const result = injectGpuConfig(object, CONFIG, { resourceLimits: { [NAME]: 4, "a.b/c": "1" } });
    expect(result.ok && result.value.edits.slice(1)).toEqual([
      { op: "add", path: [...STEPS, "limits", NAME], value: 4 },
      { op: "add", path: [...STEPS, "limits", "a.b/c"], value: "1" },
    ]);
    expect(result.ok && result.value.object.spec["containers"]).toMatchObject([
      { resources: { limits: { [GPU]: "1", [NAME]: 4, "a.b/c": "1" } } },
      plainContainer(),
    ]);
  });

  it("adds resourceLimits together with a missing limit", () => {
    const object = pod({ resources: { requests: { [GPU]: 1 } } });
    const result = injectGpuConfig(object, CONFIG, { resourceLimits: { [NAME]: 4 } });
    expect(result.ok && result.value.edits.slice(1)).toEqual([
      {
        op: "add",
        path: [...STEPS, "limits"],
        value: { [GPU]: 1, [NAME]: 4 },
      },
    ]);
  });

  it.each<[parts: Parts, policy: ConflictPolicy, outcome: object]>([
    [{}, "override", { limits: own(4), warnings: [] }],
    [{ limits: own(null) }, "override", { limits: own(4), warnings: [] }],
    [{ limits: own("4") }, "error", { limits: own("4"), warnings: [] }],
    [{ limits: own("4000m") }, "override", { limits: own("4000m"), warnings: [] }],
    [{ limits: own(2) }, "override", { limits: own(4), warnings: limitOverridden }],
    [{ limits: own(2) }, "keep", { limits: own(2), warnings: [] }],
    [{ limits: own(2) }, "error", { issues: [limitConflict] }],
    [{ limits: own(2) }, "tighten", { limits: own(2), warnings: [] }],
    [{ limits: own(8) }, "tighten", { limits: own(4), warnings: limitOverridden }],
    [{ limits: own(["4"]) }, "override", { limits: own(4), warnings: limitOverridden }],
    [{ limits: own("much") }, "tighten", { limits: own(4), warnings: limitOverridden }],
    [{ requests: own(4) }, "override", { limits: own(4), requests: own(4), warnings: [] }],
    [{ requests: own("4") }, "override", { limits: own("4"), requests: own("4"), warnings: [] }],
    [
      { requests: own(2) },
      "override",
      { limits: own(4), requests: own(4), warnings: requestOverridden },
    ],
    [{ requests: own(2) }, "keep", { limits: own(2), requests: own(2), warnings: [] }],
    [{ requests: own(2) }, "tighten", { limits: own(2), requests: own(2), warnings: [] }],
    [{ requests: own(2) }, "error", { issues: [requestConflict] }],
    [
      { limits: own(8), requests: own(2) },
      "override",
      { limits: own(4), requests: own(4), warnings: [...limitOverridden, ...requestOverridden] },
    ],
    [{ limits: own(4), requests: own(2) }, "error", { issues: [requestConflict] }],
    [{ limits: own(8), requests: own(2) }, "error", { issues: [limitConflict, requestConflict] }],
    [
      { limits: own(4), requests: own(2) },
      "override",
      { limits: own(4), requests: own(4), warnings: requestOverridden },
    ],
    [
      { limits: own(8), requests: own(2) },
      "tighten",
      { limits: own(2), requests: own(2), warnings: limitOverridden },
    ],
    [
      { limits: own(8), requests: own("4") },
      "tighten",
      { limits: own(4), requests: own("4"), warnings: limitOverridden },
    ],
    [
      { limits: own(8), requests: own(2) },
      "keep",
      { limits: own(8), requests: own(2), warnings: [] },
    ],
  ])("settles %j under %s", (parts, policy, outcome) => {
    expect(inject(parts, policy)).toEqual(outcome);
  });

  it("reports a container as kept where a policy kept a quantity", () => {
    const env = [{ name: "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", value: "50" }];
    const object = pod({ env, resources: { limits: { [GPU]: 1, [NAME]: 2 } } });
    const options = { onConflict: "keep", resourceLimits: { [NAME]: 4 } } as const;
    expect(injectGpuConfig(object, CONFIG, options)).toMatchObject({
      ok: true,
      value: { changed: false, containers: [{ action: "kept" }], reason: "kept-existing" },
    });
  });

  it.each(["override", "keep", "error", "tighten"] as const)(
    "changes nothing under %s where the quantities are equal",
    (onConflict) => {
      const env = [{ name: "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", value: "50" }];
      const object = pod({ env, resources: { limits: { [GPU]: 1, [NAME]: "4" } } });
      const result = injectGpuConfig(object, CONFIG, { onConflict, resourceLimits: { [NAME]: 4 } });
      expect(result).toMatchObject({
        ok: true,
        value: {
          changed: false,
          containers: [{ action: "unchanged" }],
          reason: "already-injected",
        },
        warnings: [],
      });
    },
  );

  it("warns of a quantity that it overrides", () => {
    const object = pod({ resources: { limits: { [GPU]: 1, [NAME]: 2 } } });
    const result = injectGpuConfig(object, CONFIG, { resourceLimits: { [NAME]: 4 } });
    const path = ["spec", "containers", 0, "resources", "limits", NAME];
    expect(result.ok && result.value.edits[1]).toEqual({ op: "replace", path, value: 4 });
    expect(result.warnings).toEqual([
      {
        code: "resource/overridden",
        path,
        message: `${NAME} was overridden with 4`,
        received: "2",
      },
    ]);
  });

  it("reports a quantity that conflicts", () => {
    const object = pod({ resources: { limits: { [GPU]: 1, [NAME]: 2 } } });
    const options = { onConflict: "error", resourceLimits: { [NAME]: 4 } } as const;
    expect(injectGpuConfig(object, CONFIG, options)).toEqual({
      ok: false,
      issues: [
        {
          code: "resource/conflict",
          path: ["spec", "containers", 0, "resources", "limits", NAME],
          message: `${NAME} is already set to another value than 4`,
          hint: 'remove it, or set onConflict to "override", "keep" or "tighten"',
          received: "2",
        },
      ],
      warnings: [],
    });
  });

  it("warns of resourceLimits where a container has no resources field", () => {
    const object = {
      apiVersion: "sparkoperator.k8s.io/v1beta2",
      kind: "SparkApplication",
      spec: { driver: { gpu: { name: "nvidia.com/gpu", quantity: 1 } } },
    };
    const resourceLimits = { "a.b/c": 1, "a.b/d": "2" };
    const { warnings } = injectGpuConfig(object, CONFIG, { resourceLimits });
    expect(warnings).toEqual([
      {
        code: "resource/not-added",
        path: ["spec", "driver"],
        message: "a.b/c, a.b/d were not added: there is no resources field here",
        hint: "set them in a pod template",
      },
    ]);
  });
});
