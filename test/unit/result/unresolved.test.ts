import { formatIssue, injectGpuConfig, isGpuWorkload } from "kube-mps";
import { describe, expect, it } from "vitest";
import { Document, parseDocument } from "yaml";
import { deployment, gpuContainer, MEMORY, pod } from "../../helpers/manifests.ts";

/** Like an `Output` of Pulumi: every field that it lacks is an `Output` too. */
class Output {
  readonly __pulumiOutput = true;
  constructor() {
    // biome-ignore lint/correctness/noConstructorReturn: a lifting proxy
    return new Proxy(this, {
      get: (target, key) => {
        if (Reflect.has(target, key)) return Reflect.get(target, key);
        return key === "then" || typeof key === "symbol" || key.startsWith("__")
          ? undefined
          : new Output();
      },
    });
  }
}

/** A class of the caller: read as it is. */
class Container {
  readonly name = "main";
  readonly resources: object = { limits: { "nvidia.com/gpu": 1 } };
}

/** Each field of an `Output` is one too, so that issues are about what is below. */
const PULUMI = "an Output of Pulumi";

const VALUES: [name: string, value: object][] = [
  ["a promise", Promise.resolve({})],
  // biome-ignore lint/suspicious/noThenProperty: on purpose
  ["a thenable", { then: () => undefined }],
  [PULUMI, new Output()],
  ["a Map", new Map()],
  ["a Set", new Set()],
  ["a buffer", new Uint8Array(8)],
  ["a node of the yaml package", new Document({ a: 1 }).contents as object],
  ["a document of the yaml package", parseDocument("a: 1")],
  ["a function", () => ({})],
];

const PLACES: [path: string, at: (value: unknown) => object][] = [
  ["spec", (spec) => ({ apiVersion: "v1", kind: "Pod", spec })],
  ["spec", (spec) => ({ apiVersion: "apps/v1", kind: "Deployment", spec })],
  ["spec.template", (template) => ({ apiVersion: "batch/v1", kind: "Job", spec: { template } })],
  ["spec.template.spec", (spec) => ({ ...deployment(), spec: { template: { spec } } })],
  ["spec.containers", (containers) => ({ ...pod(), spec: { containers } })],
  ["spec.initContainers", (initContainers) => ({ ...pod(), spec: { initContainers } })],
  ["spec.containers[0]", (container) => pod(container)],
  ["spec.containers[0].resources", (resources) => pod({ resources })],
  ["spec.containers[0].resources.limits", (limits) => pod({ resources: { limits } })],
  ["spec.containers[0].resources.requests", (requests) => pod({ resources: { requests } })],
  [
    "spec.containers[0].resources.limits[nvidia.com/gpu]",
    (gpu) => pod({ resources: { limits: { "nvidia.com/gpu": gpu } } }),
  ],
  ["items", (items) => ({ apiVersion: "v1", kind: "List", items })],
  ["items[0]", (item) => ({ apiVersion: "v1", kind: "PodList", items: [item] })],
];

const issueAt = (path: string): string =>
  `${path === "" ? "" : `${path}: `}this cannot be read: its content is not plain data, or not there yet`;

function issuesOf(object: object): string[] {
  const result = injectGpuConfig(object, { activeThreadPercentage: 50 });
  return result.ok ? [] : result.issues.map(formatIssue);
}

describe.each(VALUES)("%s is unresolved: it", (name, value) => {
  it.each(PLACES)("is an issue at %s, and may hold a GPU", (path, at) => {
    const issues = issuesOf(at(value));
    if (name === PULUMI) {
      expect(issues.length).toBeGreaterThan(0);
      for (const issue of issues) expect(issue).toMatch(/: this cannot be read/);
      for (const issue of issues) expect(issue.startsWith(path)).toBe(true);
    } else expect(issues).toEqual([expect.stringContaining(issueAt(path))]);
    expect(isGpuWorkload(at(value))).toBe(true);
  });

  it("is an issue in the env of a GPU container", () => {
    for (const [path, env] of [
      ["env", value],
      ["env[1]", [{ name: "A", value: "b" }, value]],
    ] as const) {
      expect(issuesOf(pod(gpuContainer({ env })))).toEqual([
        expect.stringContaining(issueAt(`spec.containers[0].${path}`)),
      ]);
    }
  });

  it("is not an issue as the value of a variable", () => {
    const env = [
      { name: "A", value },
      { name: MEMORY, value },
    ];
    expect(issuesOf(pod(gpuContainer({ env })))).toEqual([]);
  });
});

it.each(VALUES.filter(([, value]) => typeof value === "object"))(
  "%s is unresolved in place of an object",
  (_name, value) => {
    expect(issuesOf(value)).toEqual([expect.stringContaining(issueAt(""))]);
    expect(isGpuWorkload(value)).toBe(true);
  },
);

it("an instance of a class is not unresolved", () => {
  expect(injectGpuConfig(pod(new Container()), { activeThreadPercentage: 50 })).toMatchObject({
    ok: true,
    value: { changed: true },
  });
});

it("an unresolved value is reported with what to do", () => {
  expect(injectGpuConfig({ ...pod(), spec: new Map() }, null)).toEqual({
    ok: false,
    issues: [
      {
        code: "input/unresolved",
        path: ["spec"],
        message: "this cannot be read: its content is not plain data, or not there yet",
        hint: "await a promise, inject inside apply() of an Output, turn a Map or YAML node into plain data",
        received: "(Map)",
      },
    ],
    warnings: [],
  });
});

describe("what shows something else as JSON", () => {
  const toJSON = () => ({});
  it.each<[string, object]>([
    ["spec", { ...pod(), spec: { toJSON } }],
    ["spec.containers[0]", pod({ name: "main", toJSON })],
    ["spec.containers[0].resources", pod({ resources: { toJSON } })],
    ["spec.containers[0].resources.limits", pod({ resources: { limits: { cpu: 1, toJSON } } })],
  ])("is an issue at %s, where no GPU is seen", (path, object) => {
    expect(issuesOf(object)).toEqual([expect.stringContaining(issueAt(path))]);
    expect(isGpuWorkload(object)).toBe(true);
  });

  it("is read as it is where one is seen", () => {
    const limits = { "nvidia.com/gpu": 1, toJSON };
    expect(issuesOf({ ...pod({ resources: { limits, toJSON }, toJSON }), toJSON })).toEqual([]);
  });
});
