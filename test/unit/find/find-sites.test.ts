import { formatPath, injectGpuConfig, isGpuWorkload } from "kube-mps";
import { describe, expect, it } from "vitest";
import { findSites } from "../../../src/find/find-sites.ts";
import type { Site } from "../../../src/find/site.ts";
import { KindIndex } from "../../../src/kubernetes/kinds/kind-index.ts";
import type { WorkloadKind } from "../../../src/kubernetes/kinds/workload-kind.ts";
import type { UnknownObject } from "../../../src/result/unknown-object.ts";
import {
  deployment,
  gpuContainer,
  list,
  plainContainer,
  pod,
  THREADS,
} from "../../helpers/manifests.ts";
import { at } from "../../helpers/outcome.ts";
import { defaultSettings } from "../../helpers/settings.ts";

const ROWS: WorkloadKind[] = [
  { group: "", kind: "Pod", pods: ["spec"] },
  { group: "apps", kind: "Deployment", pods: ["spec.template.spec"] },
  { group: "example.com", kind: "Farm", pods: ["spec.barns[*].pod", "spec.silos.*.pod"] },
  { group: "example.com", kind: "Tool", containers: [{ path: "spec.tool", env: "envs" }, "main"] },
  { group: "example.com", kind: "Box", objects: ["spec.inside", "spec.more[*]"] },
  { group: "example.com", kind: "Any", pods: ["*.pod"] },
  { group: "example.com", kind: "Copy", skip: "managed" },
];

/** Every site, a line each. */
function find(object: UnknownObject): string[] {
  const settings = { ...defaultSettings(), kinds: new KindIndex(ROWS) };
  return findSites(object, settings, "skip").map(describeSite);
}

function describeSite(site: Site): string {
  switch (site.type) {
    case "pod":
      return `pod of ${site.template["name"] ?? "-"}: ${formatPath(site.path)}`;
    case "inline":
      return `container with ${site.fields.env}: ${formatPath(site.path)}`;
    case "skipped":
      return site.reason;
    case "problem":
      return `${site.severity}: ${site.issue.code} ${formatPath(site.issue.path)}`.trim();
  }
}

const of = (kind: string, fields: object): UnknownObject => ({
  apiVersion: "example.com/v1",
  kind,
  ...fields,
});
const POD = { apiVersion: "v1", kind: "Pod", spec: {} };

describe("findSites", () => {
  it.each<[string, UnknownObject, string[]]>([
    ["the pod spec of a Pod", POD, ["pod of -: spec"]],
    [
      "a pod spec, and the template that holds it",
      { apiVersion: "apps/v1", kind: "Deployment", spec: { template: { name: "t", spec: {} } } },
      ["pod of t: spec.template.spec"],
    ],
    [
      "pod specs in lists and maps",
      of("Farm", {
        spec: { barns: [{ pod: {} }, {}, { name: "b", pod: {} }], silos: { a: { pod: {} } } },
      }),
      ["pod of -: spec.barns[0].pod", "pod of b: spec.barns[2].pod", "pod of -: spec.silos.a.pod"],
    ],
    ["nothing where a list is missing", of("Farm", { spec: { barns: null } }), []],
    [
      "pod specs below any field, and malformed fields",
      of("Any", { spec: { pod: {} } }),
      [
        "warning: workload/malformed apiVersion",
        "warning: workload/malformed kind",
        "pod of -: spec.pod",
      ],
    ],
    ["nothing where the fields of a kind are missing", of("Tool", {}), []],
    [
      "inline containers",
      of("Tool", { spec: { tool: {} }, main: {} }),
      ["container with envs: spec.tool", "container with env: main"],
    ],
    [
      "whole objects, known or not",
      of("Box", { spec: { inside: POD, more: [of("Wild", {}), of("Copy", { spec: {} })] } }),
      ["pod of -: spec.inside.spec", "unknown-kind", "managed"],
    ],
    ["nothing in an object of a kind to skip", of("Copy", { spec: {} }), ["managed"]],
  ])("finds %s", (_name, object, sites) => {
    expect(find(object)).toEqual(sites);
  });

  it.each<[string, UnknownObject, string[]]>([
    ["no spec", { apiVersion: "v1", kind: "Pod" }, ["warning: workload/malformed spec"]],
    [
      "a spec of null",
      { apiVersion: "v1", kind: "Pod", spec: null },
      ["warning: workload/malformed spec"],
    ],
    ["no template", { apiVersion: "apps/v1", kind: "Deployment", spec: {} }, []],
    [
      "a template of null",
      { apiVersion: "apps/v1", kind: "Deployment", spec: { template: null } },
      [],
    ],
    [
      "a string for a template",
      { apiVersion: "apps/v1", kind: "Deployment", spec: { template: "a" } },
      ["warning: workload/malformed spec.template"],
    ],
    [
      "a map for a list",
      of("Farm", { spec: { barns: { a: {} } } }),
      ["warning: workload/malformed spec.barns"],
    ],
    [
      "a list for a map",
      of("Farm", { spec: { silos: [1] } }),
      ["warning: workload/malformed spec.silos"],
    ],
    [
      "a number for an item",
      of("Farm", { spec: { barns: [1, null] } }),
      ["warning: workload/malformed spec.barns[0]"],
    ],
    [
      "a list for a pod",
      of("Farm", { spec: { barns: [{ pod: [] }] } }),
      ["warning: workload/malformed spec.barns[0].pod"],
    ],
  ])("finds no pod spec for %s", (_name, object, sites) => {
    expect(find(object)).toEqual(sites);
  });

  it.each([
    { kind: "Pod", spec: {} },
    { apiVersion: "v1", spec: {} },
    { apiVersion: 1, kind: "Pod", spec: {} },
    { apiVersion: "v1", kind: ["Pod"], spec: {} },
    {},
  ])("reads %j as an unknown kind", (object: UnknownObject) => {
    expect(find(object)).toEqual(["unknown-kind"]);
  });
});

describe("findSites for Lists", () => {
  it.each<[string, UnknownObject, string[]]>([
    [
      "finds the items of a List",
      { apiVersion: "v1", kind: "List", items: [POD, of("Wild", {})] },
      ["pod of -: items[0].spec", "unknown-kind"],
    ],
    [
      "reads items without a kind as the typed list says",
      { apiVersion: "v1", kind: "PodList", items: [{ spec: {} }] },
      ["pod of -: items[0].spec"],
    ],
    [
      "finds the items of a List in a List",
      { apiVersion: "v1", kind: "List", items: [{ apiVersion: "v1", kind: "List", items: [POD] }] },
      ["pod of -: items[0].items[0].spec"],
    ],
    ["finds nothing in an empty List", { apiVersion: "v1", kind: "List", items: [] }, []],
    ["finds nothing where items is null", { apiVersion: "v1", kind: "List", items: null }, []],
    [
      "warns of items that are not a list",
      { apiVersion: "v1", kind: "List", items: {} },
      ["warning: workload/malformed items"],
    ],
    [
      "warns of an item that is not an object",
      { apiVersion: "v1", kind: "List", items: [1, POD] },
      ["warning: workload/malformed items[0]", "pod of -: items[1].spec"],
    ],
    [
      "reads a kind named like a list as unknown if it has no items",
      { apiVersion: "v1", kind: "AllowList" },
      ["unknown-kind"],
    ],
    [
      "reads a kind with items as unknown if it is not named like a list",
      of("Wild", { items: [POD] }),
      ["unknown-kind"],
    ],
    [
      "searches a kind named like a list as a whole if it has more than items",
      of("AllowList", { metadata: {}, items: [POD, {}], spec: {} }),
      ["pod of -: items[0].spec", "unknown-kind", "unknown-kind"],
    ],
  ])("%s", (_name, object, sites) => {
    expect(find(object)).toEqual(sites);
  });

  it("reports Lists that are nested too deeply", () => {
    const nest = (depth: number): UnknownObject => ({
      apiVersion: "v1",
      kind: "List",
      items: depth === 0 ? [POD] : [nest(depth - 1)],
    });
    const items = (count: number) => Array(count).fill("items[0]").join(".");
    expect(find(nest(7))).toEqual([`pod of -: ${items(8)}.spec`]);
    expect(find(nest(8))).toEqual([`issue: workload/too-deep ${items(9)}`]);
  });

  it("reports a List that contains itself", () => {
    const list: { items: unknown[] } & UnknownObject = {
      apiVersion: "v1",
      kind: "List",
      items: [],
    };
    list.items.push(list);
    expect(find(list)).toEqual(["issue: workload/too-deep items[0]"]);
  });

  it("reports an object that contains itself", () => {
    const spec: { inside?: object } = {};
    const box = of("Box", { spec });
    spec.inside = box;
    expect(find(box)).toEqual([
      `issue: workload/too-deep ${Array(9).fill("spec.inside").join(".")}`,
    ]);
  });
});

const CONFIG = { activeThreadPercentage: 50 };
const ENV = [{ name: THREADS, value: "50" }];

function nested(depth: number): object {
  return depth === 0 ? pod(gpuContainer()) : list(nested(depth - 1));
}

const TOO_DEEP = {
  code: "workload/too-deep",
  message: "objects are nested too deeply, or contain the same List more than once",
  hint: "nest a List in a List at most",
};

describe("injectGpuConfig for Lists", () => {
  it("injects each item, and those of Lists in Lists", () => {
    const object = list(pod(plainContainer()), list(deployment(gpuContainer())));
    const result = injectGpuConfig(object, CONFIG);
    expect(result.ok && result.value.object).toEqual(
      list(pod(plainContainer()), list(deployment(gpuContainer({ env: ENV })))),
    );
    expect(result.ok && result.value.edits.map(({ path }) => path.join("/"))).toEqual([
      "items/1/items/0/spec/template/spec/containers/0/env",
    ]);
  });

  it("injects the items of a typed list, which omit their kind", () => {
    const item = { spec: { containers: [gpuContainer()] } };
    const podList = { apiVersion: "v1", kind: "PodList", items: [item] };
    const result = injectGpuConfig(podList, CONFIG);
    expect(result.ok && result.value.object).toEqual({
      ...podList,
      items: [{ spec: { containers: [gpuContainer({ env: ENV })] } }],
    });
  });

  it.each([{ items: undefined }, { items: null }, { items: [] }])(
    "finds no GPU in a List with %j",
    (items) => {
      const result = injectGpuConfig({ apiVersion: "v1", kind: "List", ...items }, null);
      expect(result).toMatchObject({ ok: true, value: { reason: "no-gpu" }, warnings: [] });
    },
  );

  it("warns of malformed items, and injects the rest", () => {
    const result = injectGpuConfig(list(null, 5, pod(gpuContainer())), CONFIG);
    expect(result.ok && result.value.changed).toBe(true);
    expect(result.warnings.map(at)).toEqual([
      "workload/malformed items/0",
      "workload/malformed items/1",
    ]);
  });

  it("warns of items that are not a list", () => {
    const result = injectGpuConfig({ ...list(), items: "pods" }, null);
    expect(result.warnings.map(at)).toEqual(["workload/malformed items"]);
  });

  it("fails for Lists nested nine levels deep, which may hold a GPU", () => {
    expect(injectGpuConfig(nested(8), CONFIG).ok).toBe(true);
    expect(injectGpuConfig(nested(9), CONFIG)).toEqual({
      ok: false,
      issues: [{ ...TOO_DEEP, path: Array(9).fill(["items", 0]).flat() }],
      warnings: [],
    });
    expect(isGpuWorkload(nested(9))).toBe(true);
  });

  it("fails for a List that is in another twice", () => {
    const inner = list(pod(gpuContainer()));
    expect(injectGpuConfig(list(inner, inner), CONFIG)).toEqual({
      ok: false,
      issues: [{ ...TOO_DEEP, path: ["items", 1] }],
      warnings: [],
    });
  });

  it("writes limits to both places of an object that is in a List twice", () => {
    const one = pod(gpuContainer());
    const result = injectGpuConfig(list(one, one), CONFIG);
    expect(result.ok && result.value.edits.map(({ path }) => path.slice(0, 2))).toEqual([
      ["items", 0],
      ["items", 1],
    ]);
  });

  it("finds the whole object that an Experiment holds", () => {
    const experiment = {
      apiVersion: "kubeflow.org/v1beta1",
      kind: "Experiment",
      spec: { trialTemplate: { trialSpec: pod(gpuContainer()) } },
    };
    const result = injectGpuConfig(experiment, CONFIG);
    expect(result.ok && result.value.edits.map(({ path }) => path.join("/"))).toEqual([
      "spec/trialTemplate/trialSpec/spec/containers/0/env",
    ]);
  });
});
