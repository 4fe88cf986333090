import { type FromDialectOptions, fromDialect } from "kube-mps/dialects";
import { describe, expect, it } from "vitest";
import { gpuContainer, MEMORY, plainContainer, pod, THREADS } from "../../../helpers/manifests.ts";
import { at } from "../../../helpers/outcome.ts";

const GI = 2 ** 30;
const MI = 2 ** 20;

/** Dialect, config and losses, or the issues. */
function read(input: unknown, options?: FromDialectOptions): unknown[] {
  const result = fromDialect(input, options);
  if (!result.ok) return result.issues.map(at);
  const { dialect, config, losses } = result.value;
  return [dialect, config, ...losses.map(({ kind, path }) => `${kind} ${path.join("/")}`)];
}

function annotated(annotations: object, ...containers: unknown[]) {
  const items = containers.length > 0 ? containers : [plainContainer({ name: "main" })];
  return { ...pod(...items), metadata: { annotations } };
}

const ENV = [
  { name: MEMORY, value: "0=4096M" },
  { name: THREADS, value: "50" },
];

describe("fromDialect, of variables", () => {
  const config = { activeThreadPercentage: 50, pinnedDeviceMemoryLimit: 4 * GI };

  it("reads the container of any workload that has them", () => {
    const template = { spec: { containers: [plainContainer(), gpuContainer({ env: ENV })] } };
    const deployment = { apiVersion: "apps/v1", kind: "Deployment", spec: { template } };
    expect(read(deployment)).toEqual(["env", config]);
    const list = {
      apiVersion: "v1",
      kind: "List",
      items: [deployment, pod(gpuContainer({ env: ENV }))],
    };
    expect(read(list)).toEqual(["env", config]);
  });

  it("reads a field that is like a container, and reports what could not be searched", () => {
    const job = (env: unknown) => {
      const podOverride = { env, resources: { limits: { "nvidia.com/gpu": 1 } } };
      return { apiVersion: "ome.io/v1beta1", kind: "BenchmarkJob", spec: { podOverride } };
    };
    expect(read(job(ENV))).toEqual(["env", config]);
    expect(read(job([{ name: THREADS, value: "x" }]))).toEqual([
      "config/missing spec/podOverride/env",
    ]);
    expect(read({ apiVersion: "v1", kind: "Pod", spec: 5 })).toEqual(["workload/malformed spec"]);
    const promise = { apiVersion: "v1", kind: "Pod", spec: Promise.resolve({}) };
    expect(read(promise)).toEqual(["input/unresolved spec"]);
  });

  it("reads an unknown kind with a pod spec, and an object without a kind", () => {
    const spec = { containers: [gpuContainer({ env: ENV })] };
    expect(read({ apiVersion: "x.dev/v1", kind: "Gang", spec: { worker: spec } })).toEqual([
      "env",
      config,
    ]);
    expect(read({ spec })).toEqual(["env", config]);
  });

  it("wants a name where containers differ, and not where they agree", () => {
    const other = gpuContainer({ name: "other", env: [ENV[0]] });
    const two = pod(gpuContainer({ env: ENV }), other);
    const result = fromDialect(two);
    expect(!result.ok && result.issues).toEqual([
      {
        code: "dialect/ambiguous",
        path: [],
        message: "2 limits were found, and they differ",
        hint: "set container to one of main, other",
      },
    ]);
    expect(read(two, { container: "other" })).toEqual(["env", { pinnedDeviceMemoryLimit: 4 * GI }]);
    expect(read(two, { container: "none" })).toEqual(["dialect/unknown"]);
    expect(read(pod(gpuContainer({ env: ENV }), gpuContainer({ name: "b", env: ENV })))).toEqual([
      "env",
      config,
    ]);
  });

  it("reads the variables as CUDA does, and reports them where they are", () => {
    const env = [ENV[1], { name: MEMORY, value: "0=2G,1=4G" }];
    expect(read(pod(gpuContainer({ env })))).toEqual([
      "device/out-of-range spec/containers/0/env/1",
    ]);
    expect(read(pod(gpuContainer({ env }, 2)))).toEqual([
      "env",
      { activeThreadPercentage: 50, perDevicePinnedMemoryLimit: { "0": 2 * GI, "1": 4 * GI } },
    ]);
    const unknown = [{ name: THREADS, valueFrom: {} }];
    expect(read(pod(gpuContainer({ env: unknown })))).toEqual([
      "env/unknown-value spec/containers/0/env/0",
    ]);
  });

  it("warns of values that CUDA ignores or that are small, as fromEnv does", () => {
    const env = [ENV[1], { name: MEMORY, value: "4G" }];
    expect(fromDialect(pod(gpuContainer({ env }))).warnings.map(at)).toEqual([
      "env/ignored-by-cuda spec/containers/0/env/1",
    ]);
    const small = [{ name: MEMORY, value: "0=10M" }];
    expect(fromDialect(pod(gpuContainer({ env: small }))).warnings.map(at)).toEqual([
      "memory/too-small spec/containers/0/env/0",
    ]);
  });

  it("reports what is wrong with one of several containers", () => {
    const broken = gpuContainer({ name: "b", env: [{ name: MEMORY, value: "4G" }] });
    expect(read(pod(gpuContainer({ env: ENV }), broken))).toEqual([
      "config/missing spec/containers/1/env",
    ]);
  });
});

describe("fromDialect, of gpu-fractioning", () => {
  const key = (suffix: string): string => `nvidia.com/container.main.${suffix}`;
  const base = "metadata/annotations";

  it("reads limits of one container, all of whose processes share the memory", () => {
    const annotations = {
      [key("gpu-memory.limit")]: "4Gi",
      [key("gpu-memory.request")]: "2Gi",
      [key("gpu-compute.portion")]: " 0.5\t",
    };
    expect(read(annotated(annotations))).toEqual([
      "fractioning",
      { activeThreadPercentage: 50, pinnedDeviceMemoryLimit: 4 * GI },
      `scope ${base}/${key("gpu-memory.limit")}`,
      `unsupported ${base}/${key("gpu-memory.request")}`,
    ]);
  });

  it("takes a request for the limit that is missing, from annotations alone", () => {
    expect(read({ [key("gpu-memory.request")]: "4Gi" })).toEqual([
      "fractioning",
      { pinnedDeviceMemoryLimit: 4 * GI },
      `scope ${key("gpu-memory.request")}`,
    ]);
  });

  it("wants a name where annotations are of several containers", () => {
    const annotations = {
      [key("gpu-memory.limit")]: "4Gi",
      "nvidia.com/container.b.gpu-memory.limit": "2Gi",
    };
    expect(read(annotations)).toEqual(["dialect/ambiguous"]);
    expect(read(annotations, { container: "b" })[1]).toEqual({ pinnedDeviceMemoryLimit: 2 * GI });
  });

  it.each<[annotations: object, issue: string]>([
    [{ [key("gpu-memory.limit")]: "4GB" }, `memory/syntax ${key("gpu-memory.limit")}`],
    [
      { [key("gpu-memory.limit")]: "4Gi", [key("gpu-compute.portion")]: "50" },
      `threads/type ${key("gpu-compute.portion")}`,
    ],
  ])("refuses %j", (annotations, issue) => {
    expect(read(annotations)).toEqual([issue]);
  });

  it("counts before variables, which it replaces", () => {
    const object = annotated({ [key("gpu-memory.limit")]: "2Gi" }, gpuContainer({ env: ENV }));
    expect(read(object)[1]).toEqual({ pinnedDeviceMemoryLimit: 2 * GI });
    expect(fromDialect(object).warnings.map(at)).toEqual([
      `dialect/scope ${base}/${key("gpu-memory.limit")}`,
      "dialect/ambiguous spec/containers/0/env",
    ]);
  });
});

describe("fromDialect, of GKE", () => {
  const nodeSelector = {
    "cloud.google.com/gke-gpu-sharing-strategy": "mps",
    "cloud.google.com/gke-max-shared-clients-per-gpu": "10",
  };
  const gke = (count: unknown) => {
    const object = pod(gpuContainer({}, count));
    return { ...object, spec: { ...object.spec, nodeSelector } };
  };

  it("reads a share of the card, whose memory it has to know", () => {
    expect(read(gke(5), { memoryMiB: 81_920 })).toEqual([
      "gke",
      { activeThreadPercentage: 50, pinnedDeviceMemoryLimit: 40 * GI },
    ]);
    expect(read(gke(1))).toEqual([
      "gke",
      { activeThreadPercentage: 10 },
      "unsupported spec/containers/0/resources/limits/nvidia.com/gpu",
    ]);
  });

  it.each([[0], ["${N}"], [null]])("reads nothing for a count of %j", (count) => {
    expect(read(gke(count))).toEqual(["dialect/unknown"]);
  });

  it("reads nothing for another strategy", () => {
    const spec = {
      ...gke(1).spec,
      nodeSelector: {
        ...nodeSelector,
        "cloud.google.com/gke-gpu-sharing-strategy": "time-sharing",
      },
    };
    expect(read({ ...gke(1), spec })).toEqual(["dialect/unknown"]);
  });
});

// Source: Project-HAMi/HAMi, pkg/device/nvidia/device.go
describe("fromDialect, of HAMi", () => {
  const hami = (limits: object) =>
    pod({ name: "main", resources: { limits: { "nvidia.com/gpu": 1, ...limits } } });
  const base = "spec/containers/0/resources/limits/nvidia.com";

  it("reads memory in MiB, cores in percent, and a priority", () => {
    const limits = {
      "nvidia.com/gpumem": "4096",
      "nvidia.com/gpucores": 50,
      "nvidia.com/priority": "1",
    };
    expect(read(hami(limits))).toEqual([
      "hami",
      { activeThreadPercentage: 50, pinnedDeviceMemoryLimit: 4096 * MI, clientPriority: 1 },
      `scope ${base}/gpumem`,
      `scope ${base}/gpucores`,
    ]);
  });

  it("reads a percentage of a card whose memory is known, at most all of it", () => {
    const limits = { "nvidia.com/gpumem-percentage": 50 };
    expect(read(hami(limits), { memoryMiB: 24_576 })[1]).toEqual({
      pinnedDeviceMemoryLimit: 12 * GI,
    });
    expect(read(hami({ ...limits, "nvidia.com/gpucores": 30 }))).toEqual([
      "hami",
      { activeThreadPercentage: 30 },
      `unsupported ${base}/gpumem-percentage`,
      `scope ${base}/gpucores`,
    ]);
    const most = read(hami({ "nvidia.com/gpumem-percentage": 150 }), { memoryMiB: 24_576 });
    expect(most[1]).toEqual({ pinnedDeviceMemoryLimit: 24 * GI });
  });

  it("refuses what is not a number", () => {
    const limits = { "nvidia.com/gpumem": "4Gi2", "nvidia.com/priority": 7 };
    expect(read(hami(limits))).toEqual([
      `memory/type ${base}/gpumem`,
      `priority/value ${base}/priority`,
    ]);
  });
});

// Source: kai-scheduler/KAI-Scheduler, docs/gpu-sharing/README.md
describe("fromDialect, of KAI", () => {
  it("reads memory in MiB, for the first container", () => {
    const two = [plainContainer({ name: "main" }), plainContainer({ name: "other" })];
    expect(read(annotated({ "gpu-memory": "4096" }, ...two))).toEqual([
      "kai",
      { pinnedDeviceMemoryLimit: 4096 * MI },
      "scope metadata/annotations/gpu-memory",
    ]);
    const annotations = { "gpu-memory": "4096", "gpu-fraction-container-name": "other" };
    expect(read(annotated(annotations, ...two), { container: "other" })[0]).toBe("kai");
    expect(read(annotated(annotations, ...two), { container: "main" })).toEqual([
      "dialect/unknown",
    ]);
  });

  it("reads a fraction of a card whose memory is known", () => {
    const object = annotated({ "gpu-fraction": "0.5" });
    expect(read(object, { memoryMiB: 24_576 })[1]).toEqual({ pinnedDeviceMemoryLimit: 12 * GI });
    expect(read(object)).toEqual(["config/missing"]);
  });

  it.each(["1", "0", "1.5", "-0.5", "half", ""])("refuses a fraction of %j", (fraction) => {
    expect(read(annotated({ "gpu-fraction": fraction }), { memoryMiB: 24_576 })).toEqual([
      "input/type metadata/annotations/gpu-fraction",
    ]);
  });
});
