import { formatPath, injectGpuConfig, isGpuWorkload, validateMpsConfig } from "kube-mps";
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

describe("a whole result", () => {
  it("for a Deployment", () => {
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

  it("for what uses no GPU: the same object, the config unseen", () => {
    const object = pod(plainContainer());
    const result = injectGpuConfig(object, { activeThreadPercentage: 999 });
    expect(result).toEqual({
      ok: true,
      value: { object, changed: false, edits: [], containers: [], reason: "no-gpu" },
      warnings: [],
    });
    expect(result.ok && result.value.object).toBe(object);
  });

  it("for a second injection: the same object", () => {
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

  it("for a bad config: every problem", () => {
    const config = { activeThreadPercentage: 101, pinnedDeviceMemoryLimit: "1GB" };
    const result = injectGpuConfig(pod(gpuContainer({}, "$GPUS")), config);
    expect(result.ok ? [] : result.issues.map(at)).toEqual([
      "threads/range activeThreadPercentage",
      "memory/syntax pinnedDeviceMemoryLimit",
      "gpu/quantity spec/containers/0/resources/limits/nvidia.com/gpu",
    ]);
  });
});

describe("containers", () => {
  it("are found among initContainers, sidecars too, in a fixed order", () => {
    const sidecar = gpuContainer({ name: "sidecar", restartPolicy: "Always" });
    const object = pod(gpuContainer());
    object.spec = { initContainers: [plainContainer(), sidecar], ...object.spec };
    const result = injectGpuConfig(object, CONFIG);
    expect(result.ok && result.value.containers.map(({ path }) => path.join("/"))).toEqual([
      "spec/containers/0",
      "spec/initContainers/1",
    ]);
    expect(result.ok && result.value.object.spec).toEqual({
      initContainers: [plainContainer(), { ...sidecar, env: ENV }],
      containers: [gpuContainer({ env: ENV })],
    });
  });

  it("for debugging are skipped, with a report", () => {
    const object = pod(plainContainer());
    object.spec = { ...object.spec, ephemeralContainers: [gpuContainer({ name: "debug" })] };
    expect(injectGpuConfig(object, null)).toEqual({
      ok: true,
      value: {
        object,
        changed: false,
        edits: [],
        containers: [
          {
            path: ["spec", "ephemeralContainers", 0],
            name: "debug",
            resource: "nvidia.com/gpu",
            count: 1,
            action: "skipped",
            reason: "ephemeral",
          },
        ],
        reason: "ephemeral",
      },
      warnings: [],
    });
  });

  it("with resource claims alone are skipped, with a report", () => {
    const object = pod({ name: "dra", resources: { claims: [{ name: "gpu" }] } });
    expect(injectGpuConfig(object, null)).toMatchObject({
      ok: true,
      value: {
        changed: false,
        containers: [
          {
            path: ["spec", "containers", 0],
            name: "dra",
            resource: "",
            count: 0,
            action: "skipped",
            reason: "resource-claim",
          },
        ],
        reason: "resource-claim",
      },
    });
  });

  it("are each reported, whatever happens to the others", () => {
    const already = gpuContainer({ name: "unchanged", env: ENV });
    const claim = { name: "claim", resources: { claims: [{ name: "gpu" }] } };
    const result = injectGpuConfig(pod(already, claim, gpuContainer()), CONFIG);
    expect(
      result.ok &&
        result.value.containers.map(({ name, action, reason }) => [name, action, reason]),
    ).toEqual([
      ["unchanged", "unchanged", undefined],
      ["claim", "skipped", "resource-claim"],
      ["main", "injected", undefined],
    ]);
  });

  it("without a name have none in their report", () => {
    const result = injectGpuConfig(pod(gpuContainer({ name: 5 })), CONFIG);
    expect(result).toMatchObject({ ok: true, value: { containers: [{ name: undefined }] } });
  });
});

describe("env", () => {
  it.each([
    ["absent", {}, "add"],
    ["undefined", { env: undefined }, "add"],
    ["null", { env: null }, "replace"],
  ])("that is %s becomes a list", (_, fields, op) => {
    const result = injectGpuConfig(pod(gpuContainer(fields)), CONFIG);
    expect(result.ok && result.value.edits).toEqual([
      { op, path: ["spec", "containers", 0, "env"], value: ENV },
    ]);
  });

  it("that is a list is appended to, whatever else is in it", () => {
    const env = [null, 5, { name: "A", value: "b" }, { name: 7 }, { name: "CUDA_MPS_OTHER" }];
    const result = injectGpuConfig(pod(gpuContainer({ env })), CONFIG);
    expect(result.ok && result.value).toMatchObject({
      object: pod(gpuContainer({ env: [...env, ...ENV] })),
      edits: [
        { op: "add", path: ["spec", "containers", 0, "env", 5], value: ENV[0] },
        { op: "add", path: ["spec", "containers", 0, "env", 6], value: ENV[1] },
      ],
    });
  });

  it.each([{ A: "b" }, "A=b", 0, false])("that is %j is an issue", (env) => {
    expect(injectGpuConfig(pod(gpuContainer({ env })), CONFIG)).toEqual({
      ok: false,
      issues: [
        {
          code: "workload/malformed",
          path: ["spec", "containers", 0, "env"],
          message: "must be a list",
          hint: "write a list of { name, value }: Kubernetes rejects this",
          received: typeof env === "object" ? '{"A":"b"}' : JSON.stringify(env),
        },
      ],
      warnings: [],
    });
  });
});

describe("the config", () => {
  it.each([null, undefined, {}, { activeThreadPercentage: undefined }])(
    "%j is missing where a GPU is used",
    (config) => {
      const object = pod(gpuContainer());
      const refused = injectGpuConfig(object, config);
      expect(refused.ok ? [] : refused.issues.map(at)).toEqual(["config/missing"]);
      const skipped = injectGpuConfig(object, config, { missingConfig: "skip" });
      expect(skipped).toMatchObject({
        ok: true,
        value: {
          changed: false,
          edits: [],
          containers: [{ name: "main", action: "skipped", reason: "no-config" }],
          reason: "no-config",
        },
      });
      expect(skipped.ok && skipped.value.object).toBe(object);
    },
  );

  it("is not missing where it is wrong", () => {
    const config = { threads: 5 } as object;
    const result = injectGpuConfig(pod(gpuContainer()), config, { missingConfig: "skip" });
    expect(result.ok ? [] : result.issues.map(at)).toEqual(["config/unknown-key threads"]);
  });

  it("that limits nothing says so and changes nothing", () => {
    const object = pod(gpuContainer());
    const result = injectGpuConfig(object, { activeThreadPercentage: 0 });
    expect(result).toMatchObject({
      ok: true,
      value: {
        changed: false,
        containers: [{ action: "skipped", reason: "limits-nothing" }],
        reason: "limits-nothing",
      },
      warnings: [{ code: "config/limits-nothing", path: [] }],
    });
    expect(result.ok && result.value.object).toBe(object);
    const claim = { name: "claim", resources: { claims: [{ name: "gpu" }] } };
    const besideAClaim = injectGpuConfig(pod(gpuContainer(), claim), { activeThreadPercentage: 0 });
    expect(besideAClaim).toMatchObject({ ok: true, value: { reason: "limits-nothing" } });
  });

  it("that sets a priority alone is written, and warns that it limits nothing", () => {
    const first = injectGpuConfig(pod(gpuContainer()), { clientPriority: 1 });
    expect(first).toMatchObject({
      ok: true,
      value: { changed: true, containers: [{ action: "injected" }] },
      warnings: [{ code: "config/limits-nothing" }],
    });
    const second = injectGpuConfig(first.ok ? first.value.object : {}, { clientPriority: 1 });
    expect(second).toMatchObject({
      ok: true,
      value: { containers: [{ action: "unchanged" }], reason: "already-injected" },
    });
  });

  it("that was rounded warns where it is used", () => {
    const result = injectGpuConfig(pod(gpuContainer()), { pinnedDeviceMemoryLimit: "8192M" });
    expect(result.warnings.map(at)).toEqual(["memory/rounded pinnedDeviceMemoryLimit"]);
  });

  it("is held against minMemory again, validated or not", () => {
    const validated = validateMpsConfig({ pinnedDeviceMemoryLimit: "1Gi" });
    const config = validated.ok ? validated.value : null;
    const result = injectGpuConfig(pod(gpuContainer()), config, { minMemory: "2Gi" });
    expect(result.ok ? [] : result.issues.map(at)).toEqual([
      "memory/too-small pinnedDeviceMemoryLimit",
    ]);
    expect(injectGpuConfig(pod(gpuContainer()), config, { minMemory: "1Gi" }).ok).toBe(true);
  });
});

describe("lists", () => {
  it("are injected item by item, lists in lists too", () => {
    const object = list(pod(plainContainer()), list(deployment(gpuContainer())));
    const result = injectGpuConfig(object, CONFIG);
    expect(result.ok && result.value.object).toEqual(
      list(pod(plainContainer()), list(deployment(gpuContainer({ env: ENV })))),
    );
    expect(result.ok && result.value.edits.map(({ path }) => path.join("/"))).toEqual([
      "items/1/items/0/spec/template/spec/containers/0/env",
    ]);
  });

  it("of one kind need not repeat it in their items", () => {
    const item = { spec: { containers: [gpuContainer()] } };
    const podList = { apiVersion: "v1", kind: "PodList", items: [item] };
    const result = injectGpuConfig(podList, CONFIG);
    expect(result.ok && result.value.object).toEqual({
      ...podList,
      items: [{ spec: { containers: [gpuContainer({ env: ENV })] } }],
    });
  });

  it.each([{ items: undefined }, { items: null }, { items: [] }])("hold nothing: %j", (items) => {
    const result = injectGpuConfig({ apiVersion: "v1", kind: "List", ...items }, null);
    expect(result).toMatchObject({ ok: true, value: { reason: "no-gpu" }, warnings: [] });
  });

  it("with odd items warn of each and inject the rest", () => {
    const result = injectGpuConfig(list(null, 5, pod(gpuContainer())), CONFIG);
    expect(result.ok && result.value.changed).toBe(true);
    expect(result.warnings.map(at)).toEqual([
      "workload/malformed items/0",
      "workload/malformed items/1",
    ]);
  });

  it("that are none warn", () => {
    const result = injectGpuConfig({ ...list(), items: "pods" }, null);
    expect(result.warnings.map(at)).toEqual(["workload/malformed items"]);
  });

  it("collect what is wrong with every item, and with the config", () => {
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
});

describe("malformed manifests", () => {
  it.each([null, undefined, 5, "v1", true, [], [pod(gpuContainer())], () => 1])(
    "%o is no object",
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

  it.each<[name: string, spec: unknown, warned: string[]]>([
    ["no spec", undefined, ["spec"]],
    ["a spec of null", null, ["spec"]],
    ["a spec that is a list", [], ["spec"]],
    ["no containers", {}, []],
    ["containers of null", { containers: null }, []],
    ["containers that are a map", { containers: { a: gpuContainer() } }, ["spec/containers"]],
    ["a null container", { containers: [null] }, ["spec/containers/0"]],
    ["a container that is text", { containers: ["main"] }, ["spec/containers/0"]],
    [
      "resources that are text",
      { containers: [{ resources: "nvidia.com/gpu: 1" }] },
      ["spec/containers/0/resources"],
    ],
    [
      "limits that are a list",
      { containers: [{ resources: { limits: ["nvidia.com/gpu"], requests: 1 } }] },
      ["spec/containers/0/resources/limits", "spec/containers/0/resources/requests"],
    ],
    ["resources of null", { containers: [{ resources: null }] }, []],
    ["limits of null", { containers: [{ resources: { limits: null, requests: null } }] }, []],
  ])("a Pod with %s has no GPU, and warns", (_, spec, warned) => {
    const object = { apiVersion: "v1", kind: "Pod", spec };
    const result = injectGpuConfig(object, null);
    expect(result.ok && result.value).toEqual({
      object,
      changed: false,
      edits: [],
      containers: [],
      reason: "no-gpu",
    });
    expect(result.warnings.map(at)).toEqual(warned.map((path) => `workload/malformed ${path}`));
  });

  it.each<[spec: unknown, at: string, message: string]>([
    [undefined, "spec", "this field is missing"],
    [[], "spec", "must be an object"],
    [{ containers: {} }, "spec.containers", "must be a list"],
    [{ containers: [5] }, "spec.containers[0]", "must be an object"],
    [{ containers: [{ resources: 5 }] }, "spec.containers[0].resources", "must be an object"],
  ])("the warning for a spec of %j is whole", (spec, where, message) => {
    const { warnings } = injectGpuConfig({ apiVersion: "v1", kind: "Pod", spec }, null);
    const hint = "Kubernetes rejects this; nothing below it was searched for GPUs";
    expect(warnings.map((one) => [formatPath(one.path), one.message, one.hint])).toEqual([
      [where, message, hint],
    ]);
  });
});

describe("an object that is to be left alone", () => {
  const copy = { apiVersion: "kueue.x-k8s.io/v1beta2", kind: "Workload", spec: {} };
  const policy = { apiVersion: "kyverno.io/v1", kind: "Policy", spec: {} };

  it.each<[object: object, reason: string]>([
    [copy, "managed"],
    [policy, "not-a-workload"],
    [list(policy, copy), "not-a-workload"],
    [list(pod(), copy, policy), "managed"],
  ])("%j is: %s", (object, reason) => {
    expect(injectGpuConfig(object, null)).toEqual({
      ok: true,
      value: { object, changed: false, edits: [], containers: [], reason },
      warnings: [],
    });
  });
});
