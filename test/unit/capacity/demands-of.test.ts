import { injectGpuConfig, unwrap } from "kube-mps";
import { demandsOf } from "kube-mps/capacity";
import { describe, expect, it } from "vitest";

const MEMORY = { name: "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT", value: "0=4096M" };
const THREADS = { name: "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", value: "50" };

function gpu(name: string, env: object[] = [MEMORY], count: unknown = 1, more: object = {}) {
  return { name, env, resources: { limits: { "nvidia.com/gpu": count } }, ...more };
}

function deployment(spec: object, replicas: unknown = 3) {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web", namespace: "team-a" },
    spec: { replicas, template: { spec } },
  };
}

function warningsOf(object: unknown): string[] {
  return demandsOf(object).warnings.map(({ code, path }) => `${code} ${path.join(" ")}`);
}

describe("demandsOf", () => {
  it("reads the limits that a container has, and how often it runs", () => {
    const nodeSelector = { zone: "a" };
    const object = deployment({ nodeSelector, containers: [gpu("main", [MEMORY, THREADS])] });
    expect(demandsOf(object)).toEqual({
      ok: true,
      value: [
        {
          name: "team-a/Deployment/web/main",
          memoryMiB: 4096,
          threads: 50,
          gpus: 1,
          copies: 3,
          nodeSelector,
          resource: "nvidia.com/gpu",
          namespace: "team-a",
          path: ["spec", "template", "spec", "containers", 0],
        },
      ],
      warnings: [],
    });
  });

  it("reads what injection wrote", () => {
    const object = deployment({ containers: [gpu("main", [])] });
    const config = { pinnedDeviceMemoryLimit: "8Gi", activeThreadPercentage: 25 };
    const injected = unwrap(injectGpuConfig(object, config)).object;
    expect(unwrap(demandsOf(injected))).toMatchObject([{ memoryMiB: 8192, threads: 25 }]);
  });

  it("has nothing to say of an object without a GPU", () => {
    expect(demandsOf(deployment({ containers: [{ name: "main" }] }))).toEqual({
      ok: true,
      value: [],
      warnings: [],
    });
  });

  it("reads every item of a List, and tells them apart", () => {
    const items = [
      deployment({ containers: [gpu("a")] }),
      deployment({ containers: [gpu("a")] }, 5),
    ];
    const demands = unwrap(demandsOf({ apiVersion: "v1", kind: "List", items }));
    expect(demands.map(({ name, copies }) => [name, copies])).toEqual([
      ["team-a/Deployment/web/a", 3],
      ["team-a/Deployment/web/a (items[1].spec.template.spec.containers[0])", 5],
    ]);
  });

  it("takes 100 % of the threads for no limit, and rounds up a part of one", () => {
    const threads = ["100", "0", "12.5", "ten"].map((value) => {
      const env = [MEMORY, { ...THREADS, value }];
      return unwrap(demandsOf(deployment({ containers: [gpu("a", env)] })))[0]?.threads;
    });
    expect(threads).toEqual([0, 0, 13, 0]);
  });

  it.each<[string, object[], unknown, number]>([
    ["has none", [], 1, 1],
    ["has one that CUDA ignores", [{ ...MEMORY, value: "4096" }], 1, 1],
    ["has one that is not known", [{ name: MEMORY.name, valueFrom: {} }], 1, 1],
    ["has one for another device", [{ ...MEMORY, value: "0=4096M,1=4096M" }], 1, 1],
    ["has one for one of two devices", [MEMORY], 2, 2],
  ])("knows no memory limit of a container that %s", (_, env, count, gpus) => {
    const result = demandsOf(deployment({ containers: [gpu("a", env, count)] }));
    expect(result).toMatchObject({ ok: true, value: [{ memoryMiB: undefined, gpus }] });
    expect(result.warnings.map(({ code }) => code)).toContain("capacity/no-limit");
  });

  it("takes the largest limit of several devices", () => {
    const env = [{ ...MEMORY, value: "0=4096M,1=8192M" }];
    const demands = unwrap(demandsOf(deployment({ containers: [gpu("a", env, 2)] })));
    expect(demands).toMatchObject([{ memoryMiB: 8192, gpus: 2 }]);
  });

  it("counts a placeholder as one GPU, with the warning of the search", () => {
    const result = demandsOf(deployment({ containers: [gpu("a", [MEMORY], "${GPUS}")] }));
    expect(result).toMatchObject({ ok: true, value: [{ gpus: 1 }] });
    expect(result.warnings.map(({ code }) => code)).toEqual(["gpu/quantity"]);
  });

  it("does not count an init container next to others, and says so", () => {
    const initContainers = [gpu("init")];
    const result = demandsOf(deployment({ initContainers, containers: [gpu("main")] }));
    expect(unwrap(result).map(({ name }) => name)).toEqual(["team-a/Deployment/web/main"]);
    expect(result.warnings).toMatchObject([
      {
        code: "capacity/not-considered",
        path: ["spec", "template", "spec", "initContainers", 0],
      },
    ]);
  });

  it("counts an init container that alone requests a GPU, and sidecars", () => {
    const sidecar = gpu("sidecar", [MEMORY], 1, { restartPolicy: "Always" });
    const names = [
      { initContainers: [gpu("init")] },
      { initContainers: [sidecar, gpu("init")] },
    ].map((spec) => unwrap(demandsOf(deployment(spec))).map(({ name }) => name));
    expect(names).toEqual([["team-a/Deployment/web/init"], ["team-a/Deployment/web/sidecar"]]);
  });

  it.each<[string, string, object]>([
    [
      "affinity",
      "capacity/not-considered spec template spec affinity",
      deployment({ affinity: {}, containers: [gpu("a")] }),
    ],
    [
      "spread constraints",
      "capacity/not-considered spec template spec topologySpreadConstraints",
      deployment({ topologySpreadConstraints: [], containers: [gpu("a")] }),
    ],
    [
      "an unknown number of pods",
      "capacity/copies-unknown spec template spec",
      deployment({ containers: [gpu("a")] }, "many"),
    ],
  ])("warns of %s", (_, warning, object) => {
    expect(warningsOf(object)).toContain(warning);
  });

  it("reads labels that are not in quotes as strings", () => {
    const nodeSelector = { count: 8, shared: true, zone: "a", nothing: null };
    const demands = unwrap(demandsOf(deployment({ nodeSelector, containers: [gpu("a")] })));
    expect(demands).toMatchObject([{ nodeSelector: { count: "8", shared: "true", zone: "a" } }]);
  });

  it("warns of a resource claim", () => {
    const container = { name: "a", resources: { claims: [{ name: "gpu" }] } };
    const spec = { containers: [container], resourceClaims: [{ name: "gpu" }] };
    const result = demandsOf(deployment(spec));
    expect(result).toMatchObject({ ok: true, value: [] });
    expect(result.warnings.map(({ code }) => code)).toContain("capacity/not-considered");
  });

  it("warns once of a pod with several containers", () => {
    const object = deployment({ affinity: {}, containers: [gpu("a"), gpu("b")] });
    expect(warningsOf(object)).toEqual(["capacity/not-considered spec template spec affinity"]);
  });

  it.each<[unknown, object | undefined, string]>([
    ["pod", undefined, "input/type"],
    [deployment({}), { gpuUnits: "device" }, "options/unknown-key"],
  ])("fails for %j", (object, options, code) => {
    expect(demandsOf(object, options)).toMatchObject({ ok: false, issues: [{ code }] });
  });
});
