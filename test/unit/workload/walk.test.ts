import { formatPath } from "kube-mps";
import { describe, expect, it } from "vitest";
import type { Carrier } from "../../../src/workload/carrier.ts";
import { CarrierIndex } from "../../../src/workload/carrier-index.ts";
import { type Fields, type Visitor, walkObject } from "../../../src/workload/walk.ts";

const ROWS: Carrier[] = [
  { group: "", kind: "Pod", pods: ["spec"] },
  { group: "apps", kind: "Deployment", pods: ["spec.template.spec"] },
  { group: "example.com", kind: "Farm", pods: ["spec.barns[*].pod", "spec.silos.*.pod"] },
  { group: "example.com", kind: "Tool", containers: [{ path: "spec.tool", env: "envs" }, "main"] },
  { group: "example.com", kind: "Box", objects: ["spec.inside", "spec.more[*]"] },
  { group: "example.com", kind: "Any", pods: ["*.pod"] },
  { group: "example.com", kind: "Copy", leaveAlone: "managed" },
];

/** Everything a walk meets, a line each. */
function walk(object: Fields): string[] {
  const met: string[] = [];
  const meet = (what: string, path: readonly (string | number)[]) => {
    met.push(`${what} ${formatPath(path)}`.trim());
    return false;
  };
  const visitor: Visitor = {
    podSpec: (_spec, path, owner) => meet(`pod of ${owner["name"] ?? "-"}:`, path),
    containerLike: (_container, path, shape) => meet(`container with ${shape.env}:`, path),
    malformed: (path, _value, wanted) => meet(`no ${wanted}:`, path),
    leftAlone: (_object, path, why) => meet(`${why}:`, path),
    unknownKind: (object, path) => meet(`unknown ${object["kind"]}:`, path),
    tooDeep: (path) => meet("too deep:", path),
  };
  expect(walkObject(object, new CarrierIndex(ROWS), visitor, [])).toBe(false);
  return met;
}

const of = (kind: string, fields: object): Fields => ({
  apiVersion: "example.com/v1",
  kind,
  ...fields,
});
const POD = { apiVersion: "v1", kind: "Pod", spec: {} };

describe("a walk follows the paths of its kind", () => {
  it.each<[string, Fields, string[]]>([
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
      ["no object: apiVersion", "no object: kind", "pod of -: spec.pod"],
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
      ["pod of -: spec.inside.spec", "unknown Wild: spec.more[0]", "managed: spec.more[1]"],
    ],
    ["not where it is to be left alone", of("Copy", { spec: {} }), ["managed:"]],
  ])("%s", (_name, object, met) => {
    expect(walk(object)).toEqual(met);
  });
});

describe("lists", () => {
  it.each<[string, Fields, string[]]>([
    [
      "of whole objects",
      { apiVersion: "v1", kind: "List", items: [POD, of("Wild", {})] },
      ["pod of -: items[0].spec", "unknown Wild: items[1]"],
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
    ["that are none", { apiVersion: "v1", kind: "List", items: {} }, ["no list: items"]],
    [
      "with something else in them",
      { apiVersion: "v1", kind: "List", items: [1, POD] },
      ["no object: items[0]", "pod of -: items[1].spec"],
    ],
    [
      "without items are objects like any other",
      { apiVersion: "v1", kind: "AllowList" },
      ["unknown AllowList:"],
    ],
    ["by another name are objects like any other", of("Wild", { items: [POD] }), ["unknown Wild:"]],
    [
      "by name that hold more are searched beside their items",
      of("AllowList", { metadata: {}, items: [POD, {}], spec: {} }),
      ["pod of -: items[0].spec", "unknown undefined: items[1]", "unknown AllowList:"],
    ],
  ])("%s", (_name, object, met) => {
    expect(walk(object)).toEqual(met);
  });

  it("nested deeper than any manifest", () => {
    const nest = (depth: number): Fields => ({
      apiVersion: "v1",
      kind: "List",
      items: depth === 0 ? [POD] : [nest(depth - 1)],
    });
    const items = (count: number) => Array(count).fill("items[0]").join(".");
    expect(walk(nest(7))).toEqual([`pod of -: ${items(8)}.spec`]);
    expect(walk(nest(8))).toEqual([`too deep: ${items(9)}`]);
  });

  it("that hold themselves", () => {
    const list: { items: unknown[] } & Fields = { apiVersion: "v1", kind: "List", items: [] };
    list.items.push(list);
    expect(walk(list)).toEqual(["too deep: items[0]"]);
  });

  it("and objects that hold themselves", () => {
    const spec: { inside?: object } = {};
    const box = of("Box", { spec });
    spec.inside = box;
    expect(walk(box)).toEqual([`too deep: ${Array(9).fill("spec.inside").join(".")}`]);
  });
});

describe("what is not as its place wants it", () => {
  it.each<[string, Fields, string[]]>([
    ["no spec", { apiVersion: "v1", kind: "Pod" }, ["no object: spec"]],
    ["a spec of null", { apiVersion: "v1", kind: "Pod", spec: null }, ["no object: spec"]],
    ["no template", { apiVersion: "apps/v1", kind: "Deployment", spec: {} }, []],
    [
      "a template of null",
      { apiVersion: "apps/v1", kind: "Deployment", spec: { template: null } },
      [],
    ],
    [
      "text on the way",
      { apiVersion: "apps/v1", kind: "Deployment", spec: { template: "a" } },
      ["no object: spec.template"],
    ],
    ["a map for a list", of("Farm", { spec: { barns: { a: {} } } }), ["no list: spec.barns"]],
    ["a list for a map", of("Farm", { spec: { silos: [1] } }), ["no object: spec.silos"]],
    [
      "a number for an item",
      of("Farm", { spec: { barns: [1, null] } }),
      ["no object: spec.barns[0]"],
    ],
    [
      "a list for a pod",
      of("Farm", { spec: { barns: [{ pod: [] }] } }),
      ["no object: spec.barns[0].pod"],
    ],
  ])("%s", (_name, object, met) => {
    expect(walk(object)).toEqual(met);
  });
});

it.each([
  { kind: "Pod", spec: {} },
  { apiVersion: "v1", spec: {} },
  { apiVersion: 1, kind: "Pod", spec: {} },
  { apiVersion: "v1", kind: ["Pod"], spec: {} },
  {},
])("%j is of an unknown kind", (object: Fields) => {
  expect(walk(object)).toEqual([`unknown ${object["kind"]}:`]);
});
