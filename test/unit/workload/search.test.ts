import { formatPath } from "kube-mps";
import { describe, expect, it } from "vitest";
import { searchPodSpecs } from "../../../src/workload/search.ts";

const CONTAINER = { name: "main", resources: { limits: { "nvidia.com/gpu": 1 } } };
const POD = { containers: [CONTAINER] };

function found(object: object): string[] {
  const paths: string[] = [];
  searchPodSpecs(object as Record<string, unknown>, {
    podSpec: (spec, path) => {
      expect(spec["containers"] ?? spec["initContainers"]).toBeInstanceOf(Array);
      paths.push(formatPath(path));
      return false;
    },
    tooDeep: (path) => {
      paths.push(`too deep: ${path.length}`);
      return false;
    },
  });
  return paths;
}

function nested(levels: number, object: object): object {
  return levels === 0 ? object : { a: nested(levels - 1, object) };
}

describe("what looks like a pod spec", () => {
  it.each<[string, object, string[]]>([
    ["the object itself", POD, [""]],
    ["in objects and lists", { spec: { a: [{ b: POD }, [POD]] } }, ["spec.a[0].b", "spec.a[1][0]"]],
    ["with initContainers only", { spec: { initContainers: [{ name: "a" }] } }, ["spec"]],
    ["with an image and no name", { spec: { containers: [{ image: "a" }] } }, ["spec"]],
    ["with something else in its list", { spec: { containers: [null, "a", CONTAINER] } }, ["spec"]],
    ["with a placeholder for a name", { spec: { containers: [{ name: "${NAME}" }] } }, ["spec"]],
    [
      "beside another",
      { spec: { ...POD, worker: POD, list: [POD] } },
      ["spec", "spec.worker", "spec.list[0]"],
    ],
    ["under a class", { spec: Object.assign(Object.create({ of: "a" }), POD) }, ["spec"]],
  ])("%s", (_name, object, paths) => {
    expect(found(object)).toEqual(paths);
  });
});

describe("what does not", () => {
  it.each<[string, object]>([
    ["nothing", {}],
    ["a status", { status: POD, spec: { status: { pod: POD } } }],
    ["containers as a map", { containers: { main: CONTAINER } }],
    ["a list of names", { containers: ["main", "sidecar"] }],
    ["an empty list", { containers: [], initContainers: [] }],
    ["a list of nothing", { containers: [null, undefined, []] }],
    ["a pattern in a name", { containers: [{ name: "*", resources: CONTAINER.resources }] }],
    ["a pattern in an image", { containers: [{ image: "nvcr.io/*:v?" }] }],
    ["a pattern in a key", { containers: [{ "(name)": "*", resources: CONTAINER.resources }] }],
    ["neither name nor image", { containers: [{ resources: CONTAINER.resources }] }],
    ["text", { data: { pod: JSON.stringify(POD) }, script: "containers: [{ name: main }]" }],
    ["a quota", { spec: { hard: { "requests.nvidia.com/gpu": "8" } } }],
    ["resources alone", { spec: { resources: CONTAINER.resources } }],
  ])("%s", (_name, object) => {
    expect(found(object)).toEqual([]);
  });
});

it("ends where the visitor says so", () => {
  let visits = 0;
  const podSpec = () => ++visits === 1;
  expect(searchPodSpecs({ a: POD, b: POD }, { podSpec, tooDeep: () => false })).toBe(true);
  expect(visits).toBe(1);
});

it("ends 200 levels down, and says so once", () => {
  const deepest = ".a".repeat(200).slice(1);
  expect(found(nested(200, { containers: [{ image: "a" }] }))).toEqual([deepest]);
  expect(found(nested(200, { a: POD, b: [POD] }))).toEqual(["too deep: 200"]);
});

it("does not look into the containers it has handed over", () => {
  const inner = { spec: { containers: [{ name: "a", nested: POD }] } };
  expect(found(inner)).toEqual(["spec"]);
});

describe("hostile shapes end", () => {
  it("a cycle", () => {
    const object: Record<string, unknown> = { spec: POD };
    object["self"] = object;
    object["list"] = [object, object];
    expect(found(object)).toContain("spec");
    expect(found(object)).toContain("too deep: 200");
  });

  it("more sharing than any walk survives", () => {
    let object: object = POD;
    for (let depth = 0; depth < 100; depth++) object = { a: object, b: object };
    expect(found(object).length).toBeLessThan(20_000);
  });
});
