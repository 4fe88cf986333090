import {
  formatIssue,
  formatPath,
  type InjectOptions,
  injectGpuConfig,
  isGpuWorkload,
  unwrap,
} from "kube-mps";
import { injectYaml } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";
import {
  deployment,
  gpuContainer,
  list,
  type Manifest,
  plainContainer,
  pod,
  THREADS,
} from "../../helpers/manifests.ts";
import { at } from "../../helpers/outcome.ts";

const CONFIG = { activeThreadPercentage: 50 };
const ENV = [{ name: THREADS, value: "50" }];

describe("findContainers", () => {
  it("finds containers, then initContainers, sidecars included", () => {
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

  it("skips ephemeral containers, and reports them", () => {
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

  it("skips containers with resource claims alone, and reports them", () => {
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

  it.each<[name: string, spec: unknown, warned: string[]]>([
    ["no spec", undefined, ["spec"]],
    ["a spec of null", null, ["spec"]],
    ["a spec that is a list", [], ["spec"]],
    ["no containers", {}, []],
    ["containers of null", { containers: null }, []],
    ["containers that are a map", { containers: { a: gpuContainer() } }, ["spec/containers"]],
    ["a null container", { containers: [null] }, ["spec/containers/0"]],
    ["a container that is a string", { containers: ["main"] }, ["spec/containers/0"]],
    [
      "resources that are a string",
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
  ])("finds no GPU in a Pod with %s, and warns of malformed parts", (_, spec, warned) => {
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
  ])("warns of a spec of %j with a message and a hint", (spec, where, message) => {
    const { warnings } = injectGpuConfig({ apiVersion: "v1", kind: "Pod", spec }, null);
    const hint = "correct it: Kubernetes rejects this, and nothing below it was searched for GPUs";
    expect(warnings.map((one) => [formatPath(one.path), one.message, one.hint])).toEqual([
      [where, message, hint],
    ]);
  });

  const copy = { apiVersion: "kueue.x-k8s.io/v1beta2", kind: "Workload", spec: {} };
  const policy = { apiVersion: "kyverno.io/v1", kind: "Policy", spec: {} };

  it.each<[object: object, reason: string]>([
    [copy, "managed"],
    [policy, "not-a-workload"],
    [list(policy, copy), "not-a-workload"],
    [list(pod(), copy, policy), "managed"],
  ])("skips %j as %s", (object, reason) => {
    expect(injectGpuConfig(object, null)).toEqual({
      ok: true,
      value: { object, changed: false, edits: [], containers: [], reason },
      warnings: [],
    });
  });
});

function spark(gpu: unknown) {
  return {
    apiVersion: "sparkoperator.k8s.io/v1beta2",
    kind: "SparkApplication",
    spec: { driver: { gpu } },
  };
}

describe("findContainers for a field that requests GPUs", () => {
  it("finds a request by name and quantity", () => {
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

  it.each([
    undefined,
    null,
    {},
    { name: "amd.com/gpu", quantity: 1 },
    { name: 5, quantity: 1 },
    { name: "nvidia.com/gpu", quantity: 0 },
  ])("finds no GPU in %j", (gpu) => {
    expect(injectGpuConfig(spark(gpu), null)).toMatchObject({
      ok: true,
      value: { reason: "no-gpu" },
      warnings: [],
    });
  });

  it("warns of a value that is not an object", () => {
    expect(injectGpuConfig(spark("nvidia.com/gpu"), null).warnings.map(at)).toEqual([
      "workload/malformed spec/driver/gpu",
    ]);
  });
});

describe("the field names of a kind", () => {
  const container = { path: "spec.tool", env: "vars", resources: "needs", gpuResources: ["gpu"] };
  const kinds = [{ group: "example.com", kind: "Tool", containers: [container] }];
  const tool = (fields: object) => ({
    apiVersion: "example.com/v1",
    kind: "Tool",
    spec: { tool: fields },
  });

  it("are read and written", () => {
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

  it("replace the usual fields, and add to the usual names of a GPU", () => {
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

const options = { optOut: { label: "example.com/no-mps", annotation: "example.com/alone" } };
const LABELED = { labels: { "example.com/no-mps": "true" } };
const ANNOTATED = { annotations: { "example.com/alone": "true" } };

function templateWith(metadata: unknown) {
  const object = deployment(gpuContainer());
  (object.spec.template as Manifest)["metadata"] = metadata;
  return object;
}

const SPARK = {
  apiVersion: "sparkoperator.k8s.io/v1beta2",
  kind: "SparkApplication",
  spec: { driver: { name: "main", gpu: { name: "nvidia.com/gpu", quantity: 1 } } },
};

const OPTED_OUT: [name: string, object: object][] = [
  ["a labeled Pod", { ...pod(gpuContainer()), metadata: LABELED }],
  ["an annotated Pod", { ...pod(gpuContainer()), metadata: ANNOTATED }],
  ["a labeled Deployment", { ...deployment(gpuContainer()), metadata: LABELED }],
  ["a labeled pod template", templateWith(LABELED)],
  ["a labeled item of a List", list({ ...deployment(gpuContainer()), metadata: LABELED })],
  ["an annotated template in a List", list(templateWith(ANNOTATED))],
  ["an inline container of a labeled object", { ...SPARK, metadata: LABELED }],
];

const NOT_OPTED_OUT: [name: string, object: object][] = [
  ["another label", { ...pod(gpuContainer()), metadata: { labels: { other: "true" } } }],
  ["another value", templateWith({ labels: { "example.com/no-mps": "True" } })],
  ["a value that is not a string", templateWith({ labels: { "example.com/no-mps": true } })],
  ["the label's name as an annotation", templateWith({ annotations: LABELED.labels })],
  ["malformed metadata", templateWith("labels")],
  ["malformed labels", templateWith({ labels: ["example.com/no-mps"] })],
];

describe("optOut", () => {
  it.each(OPTED_OUT)("skips %s", (_, object) => {
    const result = injectGpuConfig(object, CONFIG, options);
    expect(result).toMatchObject({
      ok: true,
      value: {
        changed: false,
        containers: [{ name: "main", action: "skipped", reason: "opted-out" }],
        reason: "opted-out",
      },
      warnings: [],
    });
    expect(isGpuWorkload(object)).toBe(true);
    expect(injectGpuConfig(object, CONFIG)).toMatchObject({ ok: true, value: { changed: true } });
  });

  it("does not skip the other items of a List", () => {
    const object = list({ ...pod(gpuContainer()), metadata: LABELED }, pod(gpuContainer()));
    const result = injectGpuConfig(object, CONFIG, options);
    expect(result.ok && result.value.containers.map(({ action }) => action)).toEqual([
      "skipped",
      "injected",
    ]);
  });

  it("takes precedence over an unknown kind", () => {
    const object = {
      kind: "Unknown",
      metadata: LABELED,
      spec: { containers: [gpuContainer({ image: "a" })] },
    };
    const result = injectGpuConfig(object, CONFIG, { ...options, unknownKinds: "error" });
    expect(result).toMatchObject({ ok: true, value: { reason: "opted-out" }, warnings: [] });
  });

  it.each(NOT_OPTED_OUT)("does not skip for %s", (_, object) => {
    const result = injectGpuConfig(object, CONFIG, options);
    expect(result).toMatchObject({ ok: true, value: { changed: true } });
  });

  it("can name a label or an annotation alone", () => {
    const { label, annotation } = options.optOut;
    const labeled = { ...pod(gpuContainer()), metadata: LABELED };
    const annotations = { ...ANNOTATED.annotations, undefined: "true" };
    const annotated = { ...pod(gpuContainer()), metadata: { annotations } };
    const changed = [{ label }, { annotation }].map((optOut) =>
      [labeled, annotated].map((object) => {
        const result = injectGpuConfig(object, CONFIG, { optOut });
        return result.ok && result.value.changed;
      }),
    );
    expect(changed).toEqual([
      [false, true],
      [true, false],
    ]);
  });
});

function unknown(...containers: Manifest[]) {
  return { apiVersion: "example.com/v1", kind: "Train", spec: { pod: { containers } } };
}

const GPU = gpuContainer({ image: "cuda" });
const POLICIES = ["warn", "inject", "skip", "error"] as const;

function outcome(object: object, unknownKinds: InjectOptions["unknownKinds"]) {
  const result = injectGpuConfig(object, CONFIG, { unknownKinds });
  const warnings = result.warnings.map(({ code, path }) => [code, path.join("/")]);
  if (!result.ok) return { issues: result.issues.map(({ code, path }) => [code, path.join("/")]) };
  const { changed, reason, containers } = result.value;
  return { changed, reason, reports: containers.map((one) => one.reason ?? one.action), warnings };
}

describe("unknownKinds", () => {
  const code = ["workload/unknown-kind", "spec/pod"];

  it.each<[(typeof POLICIES)[number], object]>([
    [
      "warn",
      { changed: false, reason: "unknown-kind", reports: ["unknown-kind"], warnings: [code] },
    ],
    ["inject", { changed: true, reason: undefined, reports: ["injected"], warnings: [] }],
    ["skip", { changed: false, reason: "unknown-kind", reports: [], warnings: [] }],
    ["error", { issues: [code] }],
  ])("follows %s for a GPU container of an unknown kind", (policy, expected) => {
    expect(outcome(unknown(GPU), policy)).toEqual(expected);
    expect(isGpuWorkload(unknown(GPU), { unknownKinds: policy })).toBe(policy !== "skip");
  });

  it("injects a container of an unknown kind like any other", () => {
    const result = injectGpuConfig(unknown(GPU), CONFIG, { unknownKinds: "inject" });
    expect(result.ok && result.value.object).toEqual(unknown({ ...GPU, env: ENV }));
  });

  it("warns of an unknown kind by its name", () => {
    expect(injectGpuConfig(list(unknown(GPU)), CONFIG).warnings).toEqual([
      {
        code: "workload/unknown-kind",
        path: ["items", 0, "spec", "pod"],
        message:
          'a container here requests a GPU, but apiVersion "example.com/v1", kind "Train" is not a known workload',
        hint: 'add a row for this kind to the option kinds, or set unknownKinds to "inject" or "skip"',
      },
    ]);
  });

  it("warns once for each pod spec with a GPU container", () => {
    const claim = { name: "a", image: "b", resources: { claims: [{ name: "gpu" }] } };
    expect(outcome(list(unknown(claim, GPU), unknown(claim)), "warn")).toEqual({
      changed: false,
      reason: "unknown-kind",
      reports: ["resource-claim", "unknown-kind", "resource-claim"],
      warnings: [["workload/unknown-kind", "items/0/spec/pod"]],
    });
  });

  it("finds the items of a kind named like a list, and the rest of the object once", () => {
    const object = { ...unknown(GPU), kind: "AllowList", items: [unknown(GPU)] };
    expect(outcome(object, "warn")).toEqual({
      changed: false,
      reason: "unknown-kind",
      reports: ["unknown-kind", "unknown-kind"],
      warnings: [
        ["workload/unknown-kind", "items/0/spec/pod"],
        ["workload/unknown-kind", "spec/pod"],
      ],
    });
  });

  describe("in an object that is nested too deeply", () => {
    const path = Array(200).fill("a");
    const deep = path.reduce<Manifest>((a) => ({ a }), { a: unknown(GPU) });
    const object = { kind: "Unknown", ...deep };
    const code = ["workload/too-deep", path.join("/")];

    it.each<[(typeof POLICIES)[number], object]>([
      ["warn", { changed: false, reason: "no-gpu", reports: [], warnings: [code] }],
      ["inject", { issues: [code] }],
      ["skip", { changed: false, reason: "unknown-kind", reports: [], warnings: [] }],
      ["error", { issues: [code] }],
    ])("follows %s", (policy, expected) => {
      expect(outcome(object, policy)).toEqual(expected);
      expect(isGpuWorkload(object, { unknownKinds: policy })).toBe(policy !== "skip");
    });

    it("warns of the depth", () => {
      expect(injectGpuConfig(object, CONFIG).warnings).toEqual([
        {
          code: "workload/too-deep",
          path,
          message: "nested deeper than the 200 levels that are searched",
          hint: 'add a row for this kind to the option kinds, or set unknownKinds to "skip"',
        },
      ]);
    });
  });

  it.each(POLICIES)("has no effect without a GPU container: %s", (policy) => {
    const claim = { name: "a", image: "b", resources: { claims: [{ name: "gpu" }] } };
    const debug = {
      ...unknown({ name: "a", image: "b" }),
      spec: { pod: { containers: [{ name: "a" }], ephemeralContainers: [GPU] } },
    };
    for (const object of [unknown(claim), debug, unknown(), {}, { kind: "ConfigMap", data: {} }]) {
      const found = outcome(object, policy);
      expect(found).toMatchObject({ changed: false, warnings: [] });
    }
  });
});

/** The same object, with the path of every property that is read. */
function watched(object: object, reads: string[], path = ""): object {
  const watch = (target: object, key: string | symbol): unknown => {
    const value: unknown = Reflect.get(target, key);
    if (typeof key === "symbol" || typeof value === "function") return value;
    const at = path === "" ? key : `${path}.${key}`;
    reads.push(at);
    return typeof value === "object" && value !== null ? watched(value, reads, at) : value;
  };
  return new Proxy(object, { get: watch });
}

/** The number of objects and lists in a value, and of their properties. */
function sizeOf(value: unknown): { objects: number; properties: number } {
  if (typeof value !== "object" || value === null) return { objects: 0, properties: 0 };
  const children = Object.values(value).map(sizeOf);
  return {
    objects: 1 + children.reduce((sum, { objects }) => sum + objects, 0),
    properties: children.reduce((sum, one) => sum + one.properties, children.length),
  };
}

/** Much that a search should not read. */
const BALLAST = Object.fromEntries(
  Array.from({ length: 200 }, (_, index) => [`key${index}`, { values: [index, { index }] }]),
);

function readsOf(object: object): string[] {
  const reads: string[] = [];
  expect(injectGpuConfig(watched(object, reads), CONFIG).ok).toBe(true);
  return reads;
}

describe("the search for containers", () => {
  const light = deployment(plainContainer());
  const heavy = {
    ...light,
    metadata: { ...light.metadata, annotations: BALLAST },
    spec: { ...light.spec, ...BALLAST },
    status: BALLAST,
  };

  it("reads an object of a known kind on the path to its containers only", () => {
    const template = "spec.template.spec";
    const resources = `${template}.containers.0.resources`;
    expect(new Set(readsOf(light))).toEqual(
      new Set([
        "kind",
        "apiVersion",
        "spec",
        "spec.template",
        template,
        `${template}.containers`,
        `${template}.containers.length`,
        `${template}.containers.0`,
        resources,
        `${resources}.limits`,
        `${resources}.requests`,
        `${resources}.claims`,
        `${template}.initContainers`,
        `${template}.ephemeralContainers`,
        // A fraction of a GPU, devices of the runtime, a promise.
        "spec.template.metadata",
        "spec.template.metadata.annotations",
        "spec.template.metadata.then",
        `${template}.containers.0.env`,
        `${resources}.limits.then`,
        `${resources}.limits.toJSON`,
      ]),
    );
  });

  it("reads no more of a larger object", () => {
    expect(readsOf(heavy)).toEqual(readsOf(light));
  });

  const object = { apiVersion: "example.com/v1", kind: "Farm", spec: { a: BALLAST, b: [BALLAST] } };

  it("reads an object of an unknown kind once, and in each object what pods and containers have", () => {
    const { objects, properties } = sizeOf(object);
    const lengths = (reads: string[]) => reads.filter((read) => read.endsWith(".length")).length;
    for (const search of [injectGpuConfig, isGpuWorkload] as const) {
      const reads: string[] = [];
      search(watched(object, reads), search === isGpuWorkload ? {} : (CONFIG as never));
      expect(reads.length - lengths(reads)).toBeLessThanOrEqual(properties + 3 * objects + 4);
    }
  });

  it("never reads below status", () => {
    const reads = readsOf({ ...object, status: BALLAST });
    expect(reads.filter((read) => read.startsWith("status."))).toEqual([]);
  });
});

describe("a GPU where nothing is searched", () => {
  const resources = { limits: { "nvidia.com/gpu": 1 } };
  const manifest = JSON.stringify({ spec: { containers: [{ name: "a", resources }] } });

  /** The report and the warnings or issues of an injection. */
  function outcome(object: object, unknownKinds: InjectOptions["unknownKinds"] = "warn"): unknown {
    const result = injectGpuConfig(object, CONFIG, { unknownKinds });
    const lines = result.ok
      ? result.value.containers.map(({ path, reason }) => `${formatPath(path)}: ${reason}`)
      : result.issues.map(formatIssue);
    return [result.ok && result.value.reason, lines, result.warnings.map(formatIssue)];
  }

  it("is a line of the report in what is like a container of an unknown kind", () => {
    const object = { apiVersion: "example.com/v1", kind: "Farm", spec: { main: { resources } } };
    const message =
      'spec.main: a container here requests a GPU, but apiVersion "example.com/v1", kind "Farm" is not a known workload; add a row for this kind to the option kinds, or set unknownKinds to "inject" or "skip" [workload/unknown-kind]';
    const line = "spec.main: unknown-kind";
    expect(outcome(object)).toEqual(["unknown-kind", [line], [message]]);
    // Whether it has an env of its own is not known.
    expect(outcome(object, "inject")).toEqual(["unknown-kind", [line], [message]]);
    expect(outcome(object, "error")).toEqual([false, [message], []]);
    expect(outcome(object, "skip")).toEqual(["unknown-kind", [], []]);
  });

  const hint =
    "; write the limits where this comes from, or add a row for this kind to the option kinds [workload/not-searched]";
  it("is warned of in a text, once for each object", () => {
    const object = {
      apiVersion: "v1",
      kind: "ConfigMap",
      data: { a: manifest, b: "c", d: manifest },
    };
    const message = `data.a: no limits are written for this GPU request, nor for 1 more in this object${hint}`;
    expect(outcome(object)).toEqual(["not-searched", [], [message]]);
    expect(outcome(object, "error")).toEqual([false, [message], []]);
    expect(outcome(object, "skip")).toEqual(["unknown-kind", [], []]);
    expect(outcome(list(object, object))).toMatchObject({ 2: { length: 2 } });
    expect(isGpuWorkload(object)).toBe(false);
  });

  it("is warned of in a kind that is no workload", () => {
    const values = {
      apiVersion: "helm.toolkit.fluxcd.io/v2",
      kind: "HelmRelease",
      spec: { values: { resources } },
    };
    const message = `spec.values: no limits are written for this GPU request${hint}`;
    expect(outcome(values)).toEqual(["not-a-workload", [], [message]]);
    const quota = {
      apiVersion: "v1",
      kind: "ResourceQuota",
      spec: { hard: { "requests.nvidia.com/gpu": 1 } },
    };
    expect(outcome(quota)).toEqual(["not-a-workload", [], []]);
  });

  const farm = {
    group: "example.com",
    kind: "Farm",
    pods: ["spec.pod"],
    containers: ["spec.main"],
    opaque: ["spec"],
  };

  it("is reported where the row of a kind says that anything may be", () => {
    const spec = {
      pod: { containers: [GPU] },
      main: { resources },
      patch: manifest,
      list: [{ any: { inner: { containers: [GPU] } } }],
      worker: { computeResources: resources },
      role: { gpu: { name: "nvidia.com/gpu", quantity: 1 } },
    };
    const object = { apiVersion: "example.com/v1", kind: "Farm", spec };
    const result = injectGpuConfig(object, CONFIG, { kinds: [farm] });
    const { containers } = unwrap(result);
    expect(containers.map(({ path, action }) => [formatPath(path), action])).toEqual([
      ["spec.pod.containers[0]", "injected"],
      ["spec.main", "injected"],
      ["spec.list[0].any.inner.containers[0]", "skipped"],
      ["spec.worker", "skipped"],
      ["spec.role", "skipped"],
    ]);
    expect(result.warnings.map(({ code, path }) => [code, formatPath(path)])).toEqual([
      ["workload/unknown-kind", "spec.list[0].any.inner"],
      ["workload/unknown-kind", "spec.worker"],
      ["workload/unknown-kind", "spec.role"],
      ["workload/not-searched", "spec.patch"],
    ]);
    expect(result.warnings[0]?.message).toBe(
      'a container here requests a GPU, but apiVersion "example.com/v1", kind "Farm" is not known to have containers at this path',
    );
    const text = injectYaml(JSON.stringify(object), CONFIG, { kinds: [farm] });
    expect(text.warnings.map(({ code }) => code)).toEqual(result.warnings.map(({ code }) => code));
  });

  it("follows unknownKinds where anything may be", () => {
    const object = {
      apiVersion: "example.com/v1",
      kind: "Farm",
      spec: { list: [{ any: { containers: [GPU] } }, { any: null }, {}] },
    };
    const kinds = [{ ...farm, opaque: ["spec.list[*].any"] }];
    const inject = (unknownKinds: InjectOptions["unknownKinds"]) =>
      injectGpuConfig(object, CONFIG, { kinds, unknownKinds });
    expect(unwrap(inject("inject")).edits).toMatchObject([
      { path: ["spec", "list", 0, "any", "containers", 0, "env"] },
    ]);
    expect(inject("skip")).toMatchObject({ ok: true, warnings: [], value: { containers: [] } });
    expect(inject("error")).toMatchObject({
      issues: [{ code: "workload/unknown-kind", path: ["spec", "list", 0, "any"] }],
    });
  });

  it("is warned of in the patch of a workflow's pods", () => {
    const workflow = {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Workflow",
      spec: { templates: [{ name: "a", podSpecPatch: manifest }] },
    };
    const message = `spec.templates[0].podSpecPatch: no limits are written for this GPU request${hint}`;
    expect(outcome(workflow)).toEqual(["not-searched", [], [message]]);
    const text = injectYaml(JSON.stringify(workflow), CONFIG);
    expect(text.warnings.map(({ code }) => code)).toEqual(["workload/not-searched"]);
  });

  it("is found in texts as in objects", () => {
    const objects = [
      { apiVersion: "v1", kind: "ConfigMap", data: { a: manifest } },
      {
        apiVersion: "helm.toolkit.fluxcd.io/v2",
        kind: "HelmRelease",
        spec: { values: { resources } },
      },
      { apiVersion: "example.com/v1", kind: "Farm", spec: { main: { resources } } },
    ];
    for (const object of objects) {
      const text = unwrap(injectYaml(JSON.stringify(object), CONFIG));
      const expected = unwrap(injectGpuConfig(object, CONFIG));
      expect(text.documents).toMatchObject([
        { reason: expected.reason, containers: expected.containers },
      ]);
      expect(injectYaml(JSON.stringify(object), CONFIG).warnings).toMatchObject(
        injectGpuConfig(object, CONFIG).warnings,
      );
    }
  });
});
