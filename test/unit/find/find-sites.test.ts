import { formatPath } from "kube-mps";
import { describe, expect, it } from "vitest";
import { findSites } from "../../../src/find/find-sites.ts";
import type { Site } from "../../../src/find/site.ts";
import { KindIndex } from "../../../src/kubernetes/kinds/kind-index.ts";
import type { WorkloadKind } from "../../../src/kubernetes/kinds/workload-kind.ts";
import type { UnknownObject } from "../../../src/result/unknown-object.ts";
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

/** Everything that is found, a line each. */
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

describe("a walk follows the paths of its kind", () => {
  it.each<[string, UnknownObject, string[]]>([
    ["straight", POD, ["pod of -: spec"]],
    [
      "with the owner of the pod spec",
      { apiVersion: "apps/v1", kind: "Deployment", spec: { template: { name: "t", spec: {} } } },
      ["pod of t: spec.template.spec"],
    ],
    [
      "through lists and maps",
      of("Farm", {
        spec: { barns: [{ pod: {} }, {}, { name: "b", pod: {} }], silos: { a: { pod: {} } } },
      }),
      ["pod of -: spec.barns[0].pod", "pod of b: spec.barns[2].pod", "pod of -: spec.silos.a.pod"],
    ],
    ["of which some are not there", of("Farm", { spec: { barns: null } }), []],
    [
      "below any field",
      of("Any", { spec: { pod: {} } }),
      [
        "warning: workload/malformed apiVersion",
        "warning: workload/malformed kind",
        "pod of -: spec.pod",
      ],
    ],
    ["of which none are below one field, and none there", of("Tool", {}), []],
    [
      "to what is like a container",
      of("Tool", { spec: { tool: {} }, main: {} }),
      ["container with envs: spec.tool", "container with env: main"],
    ],
    [
      "into whole objects, known or not",
      of("Box", { spec: { inside: POD, more: [of("Wild", {}), of("Copy", { spec: {} })] } }),
      ["pod of -: spec.inside.spec", "unknown-kind", "managed"],
    ],
    ["not where it is to be left alone", of("Copy", { spec: {} }), ["managed"]],
  ])("%s", (_name, object, met) => {
    expect(find(object)).toEqual(met);
  });
});

describe("lists", () => {
  it.each<[string, UnknownObject, string[]]>([
    [
      "of whole objects",
      { apiVersion: "v1", kind: "List", items: [POD, of("Wild", {})] },
      ["pod of -: items[0].spec", "unknown-kind"],
    ],
    [
      "whose items leave out their kind",
      { apiVersion: "v1", kind: "PodList", items: [{ spec: {} }] },
      ["pod of -: items[0].spec"],
    ],
    [
      "in lists",
      { apiVersion: "v1", kind: "List", items: [{ apiVersion: "v1", kind: "List", items: [POD] }] },
      ["pod of -: items[0].items[0].spec"],
    ],
    ["that are empty", { apiVersion: "v1", kind: "List", items: [] }, []],
    ["of nothing", { apiVersion: "v1", kind: "List", items: null }, []],
    [
      "that are none",
      { apiVersion: "v1", kind: "List", items: {} },
      ["warning: workload/malformed items"],
    ],
    [
      "with something else in them",
      { apiVersion: "v1", kind: "List", items: [1, POD] },
      ["warning: workload/malformed items[0]", "pod of -: items[1].spec"],
    ],
    [
      "without items are objects like any other",
      { apiVersion: "v1", kind: "AllowList" },
      ["unknown-kind"],
    ],
    ["by another name are objects like any other", of("Wild", { items: [POD] }), ["unknown-kind"]],
    [
      "by name that hold more are searched beside their items",
      of("AllowList", { metadata: {}, items: [POD, {}], spec: {} }),
      ["pod of -: items[0].spec", "unknown-kind", "unknown-kind"],
    ],
  ])("%s", (_name, object, met) => {
    expect(find(object)).toEqual(met);
  });

  it("nested deeper than any manifest", () => {
    const nest = (depth: number): UnknownObject => ({
      apiVersion: "v1",
      kind: "List",
      items: depth === 0 ? [POD] : [nest(depth - 1)],
    });
    const items = (count: number) => Array(count).fill("items[0]").join(".");
    expect(find(nest(7))).toEqual([`pod of -: ${items(8)}.spec`]);
    expect(find(nest(8))).toEqual([`issue: workload/too-deep ${items(9)}`]);
  });

  it("that hold themselves", () => {
    const list: { items: unknown[] } & UnknownObject = {
      apiVersion: "v1",
      kind: "List",
      items: [],
    };
    list.items.push(list);
    expect(find(list)).toEqual(["issue: workload/too-deep items[0]"]);
  });

  it("and objects that hold themselves", () => {
    const spec: { inside?: object } = {};
    const box = of("Box", { spec });
    spec.inside = box;
    expect(find(box)).toEqual([
      `issue: workload/too-deep ${Array(9).fill("spec.inside").join(".")}`,
    ]);
  });
});

describe("what is not as its place wants it", () => {
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
      "text on the way",
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
  ])("%s", (_name, object, met) => {
    expect(find(object)).toEqual(met);
  });
});

it.each([
  { kind: "Pod", spec: {} },
  { apiVersion: "v1", spec: {} },
  { apiVersion: 1, kind: "Pod", spec: {} },
  { apiVersion: "v1", kind: ["Pod"], spec: {} },
  {},
])("%j is of an unknown kind", (object: UnknownObject) => {
  expect(find(object)).toEqual(["unknown-kind"]);
});
