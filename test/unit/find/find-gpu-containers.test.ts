import { findGpuContainers, type InjectOptions } from "kube-mps";
import { describe, expect, it } from "vitest";
import {
  deployment,
  gpuContainer,
  list,
  MEMORY,
  PRIORITY,
  plainContainer,
  pod,
  THREADS,
} from "../../helpers/manifests.ts";
import { at } from "../../helpers/outcome.ts";

const GPU = "nvidia.com/gpu";
const CLAIMS = { claims: [{ name: "gpu" }] };
const UNSET = {
  memory: { state: "unset" },
  threads: { state: "unset" },
  clientPriority: { state: "unset" },
} as const;

describe("findGpuContainers", () => {
  it("describes the GPU containers of a Pod", () => {
    const env = [
      { name: MEMORY, value: "0=4096M" },
      { name: THREADS, value: "50" },
    ];
    const object = { ...pod(plainContainer(), gpuContainer({ env })), metadata: { name: "train" } };
    expect(findGpuContainers(object)).toStrictEqual({
      ok: true,
      value: [
        {
          path: ["spec", "containers", 1],
          name: "main",
          role: "container",
          gpus: [{ resource: GPU, count: 1 }],
          count: 1,
          current: {
            memory: {
              state: "set",
              value: { "0": 4 * 2 ** 30 },
              text: "0=4096M",
              path: ["spec", "containers", 1, "env", 0],
            },
            threads: {
              state: "set",
              value: 50,
              text: "50",
              path: ["spec", "containers", 1, "env", 1],
            },
            clientPriority: { state: "unset" },
          },
          workload: {
            path: [],
            apiVersion: "v1",
            kind: "Pod",
            namespace: undefined,
            name: "train",
            labels: {},
            annotations: {},
            podMetadata: { path: ["metadata"], labels: {}, annotations: {} },
          },
        },
      ],
      warnings: [],
    });
  });

  it("finds nothing in an object without a GPU", () => {
    expect(findGpuContainers(deployment(plainContainer()))).toEqual({
      ok: true,
      value: [],
      warnings: [],
    });
  });

  it("does not know the count where a quantity is a placeholder", () => {
    const limits = { [GPU]: 1, "nvidia.com/gpu.shared": "${N}" };
    const result = findGpuContainers(pod({ resources: { limits } }));
    expect(result).toMatchObject({
      ok: true,
      value: [
        {
          gpus: [
            { resource: GPU, count: 1 },
            { resource: "nvidia.com/gpu.shared", count: undefined },
          ],
          count: undefined,
        },
      ],
    });
    expect(result.warnings).toEqual([
      {
        code: "gpu/quantity",
        path: ["spec", "containers", 0, "resources", "limits", "nvidia.com/gpu.shared"],
        message: "a number of GPUs must be whole",
        hint: "replace the placeholder first",
        received: '"${N}"',
      },
    ]);
  });

  it("lists containers with a resource claim alone, whose GPUs are not known", () => {
    const env = [{ name: MEMORY, value: "0=1G" }];
    const result = findGpuContainers(pod({ name: "dra", env, resources: CLAIMS }));
    expect(result).toMatchObject({
      ok: true,
      value: [
        {
          name: "dra",
          gpus: [],
          count: 0,
          current: { memory: { state: "set" } },
          skip: "resource-claim",
        },
      ],
    });
    // It may well see device 0.
    expect(result.warnings).toEqual([]);
  });

  it("says why injection skips a container", () => {
    const labels = { "example.com/no-mps": "true" };
    const unknown = { kind: "Unknown", spec: { containers: [gpuContainer({ image: "a" })] } };
    const options: InjectOptions = { optOut: { label: "example.com/no-mps" } };
    const object = list({ ...pod(gpuContainer()), metadata: { labels } }, unknown);
    const result = findGpuContainers(object, options);
    expect(result.ok && result.value.map(({ skip }) => skip)).toEqual([
      "opted-out",
      "unknown-kind",
    ]);
    expect(result.warnings.map(at)).toEqual(["workload/unknown-kind items/1/spec"]);
  });

  it.each<[env: unknown, current: object, warnings: string[]]>([
    [undefined, {}, []],
    [null, {}, []],
    ["A=b", {}, []],
    [[{ name: THREADS, value: "0" }], { threads: { state: "set", value: 0 } }, []],
    [
      [{ name: MEMORY, value: "8192MB" }],
      { memory: { state: "ignored", received: '"8192MB"' } },
      ["env/ignored-by-cuda spec/containers/0/env/0"],
    ],
    [
      [{ name: THREADS, valueFrom: { fieldRef: {} } }],
      { threads: { state: "unknown", received: '{"fieldRef":{}}' } },
      [],
    ],
    [
      [{ name: "A" }, { name: PRIORITY, value: "2" }],
      { clientPriority: { state: "ignored", received: '"2"' } },
      ["env/ignored-by-cuda spec/containers/0/env/1"],
    ],
    [
      [{ name: MEMORY, value: "0=1G,1=1G" }],
      { memory: { state: "set", text: "0=1G,1=1G" } },
      ["device/out-of-range spec/containers/0/env/0"],
    ],
  ])("reads the current limits in %j", (env, current, warnings) => {
    const result = findGpuContainers(pod(gpuContainer({ env })));
    expect(result).toMatchObject({ ok: true, value: [{ current: { ...UNSET, ...current } }] });
    expect(result.warnings.map(at)).toEqual(warnings);
  });

  it("warns of what would keep a container from its limits", () => {
    const resources = {
      limits: { [GPU]: 2, "nvidia.com/mig-1g.5gb": 1 },
      requests: { [GPU]: 1 },
    };
    const result = findGpuContainers(pod({ resources }, null));
    expect(result.ok).toBe(true);
    expect(result.warnings.map(at)).toEqual([
      "workload/malformed spec/containers/1",
      "gpu/limit-mismatch spec/containers/0/resources/requests/nvidia.com/gpu",
      "gpu/count-is-replicas spec/containers/0",
      "gpu/mig-unverified spec/containers/0",
    ]);
  });

  it("warns once a call of counts above 1 and of MIG slices", () => {
    const mig = { resources: { limits: { "nvidia.com/mig-1g.5gb": 2 } } };
    const result = findGpuContainers(pod(mig, gpuContainer({}, 2), mig));
    expect(result.warnings.map(at)).toEqual([
      "gpu/count-is-replicas spec/containers/0",
      "gpu/mig-unverified spec/containers/0",
    ]);
  });

  it("names the MIG slice and the count in its warnings", () => {
    const mig = { resources: { limits: { "nvidia.com/mig-1g.5gb": 3 } } };
    expect(findGpuContainers(pod(gpuContainer(), mig)).warnings).toMatchObject([
      { code: "gpu/count-is-replicas", received: "3" },
      { code: "gpu/mig-unverified", message: expect.stringContaining("(nvidia.com/mig-1g.5gb)") },
    ]);
  });

  it("does not warn of the GPUs of a container that injection skips", () => {
    const env = [{ name: THREADS, value: "many" }];
    const container = gpuContainer({ env }, "${N}");
    const mig = { resources: { limits: { "nvidia.com/mig-1g.5gb": 2 } } };
    const spec = { containers: [], ephemeralContainers: [container, mig] };
    const result = findGpuContainers({ apiVersion: "v1", kind: "Pod", spec });
    expect(result.ok && result.value.map(({ skip }) => skip)).toEqual(["ephemeral", "ephemeral"]);
    expect(result.warnings.map(at)).toEqual([
      "env/ignored-by-cuda spec/ephemeralContainers/0/env/0",
    ]);
  });

  it("does not warn of a count of devices", () => {
    const options: InjectOptions = { gpuUnit: "device" };
    expect(findGpuContainers(pod(gpuContainer({}, 2)), options).warnings).toEqual([]);
  });

  it.each([null, undefined, 5, "v1", [pod(gpuContainer())]])("rejects %j", (object) => {
    expect(findGpuContainers(object)).toMatchObject({
      ok: false,
      issues: [{ code: "input/type", path: [], message: "a Kubernetes object must be an object" }],
      warnings: [],
    });
  });

  it("fails for objects that are nested too deeply", () => {
    let nested: object = pod(gpuContainer());
    for (let depth = 0; depth < 9; depth++) nested = list(nested);
    const result = findGpuContainers(nested);
    expect(result.ok ? [] : result.issues.map(({ code }) => code)).toEqual(["workload/too-deep"]);
  });

  it("fails for invalid options", () => {
    expect(findGpuContainers(pod(), { gpuResources: [] })).toMatchObject({
      ok: false,
      issues: [{ code: "options/value", path: ["gpuResources"] }],
    });
  });

  it("does not change the object", () => {
    const object = deployment(gpuContainer({ env: [{ name: MEMORY, value: "0=1G" }] }));
    const before = structuredClone(object);
    findGpuContainers(object);
    expect(object).toStrictEqual(before);
  });
});
