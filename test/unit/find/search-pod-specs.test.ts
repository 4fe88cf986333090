import { formatPath } from "kube-mps";
import { describe, expect, it } from "vitest";
import { searchPodSpecs } from "../../../src/find/search-pod-specs.ts";

const CONTAINER = { name: "main", resources: { limits: { "nvidia.com/gpu": 1 } } };
const POD = { containers: [CONTAINER] };

function found(object: object): string[] {
  return searchPodSpecs(object as Record<string, unknown>).map(({ path, spec }) => {
    if (spec === undefined) return `too deep: ${path.length}`;
    expect(spec["containers"] ?? spec["initContainers"]).toBeInstanceOf(Array);
    return formatPath(path);
  });
}

function nested(levels: number, object: object): object {
  return levels === 0 ? object : { a: nested(levels - 1, object) };
}

describe("what looks like a pod spec", () => {
  it.each<[string, object, string[]]>([
    ["the object itself", POD, [""]],
    ["in objects and lists", { spec: { a: [{ b: POD }, [POD]] } }, ["spec.a[0].b", "spec.a[1][0]"]],
    ["behind what is none", { a: null, b: [{}, null], c: { d: 1 }, spec: POD }, ["spec"]],
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

it("ends 200 levels down, and says so once", () => {
  const deepest = ".a".repeat(200).slice(1);
  expect(found(nested(200, { containers: [{ image: "a" }] }))).toEqual([deepest]);
  const deeper = nested(199, { a: POD, b: [POD] });
  expect(found({ deeper, spec: POD })).toEqual(["too deep: 200", "spec"]);
});

it("does not look into the containers it has handed over", () => {
  const containers = [{ name: "a", nested: POD }];
  const spec = { containers, initContainers: containers, ephemeralContainers: containers };
  expect(found({ spec })).toEqual(["spec"]);
});

describe("hostile shapes end", () => {
  it("a cycle", () => {
    const object: Record<string, unknown> = { spec: POD };
    object["self"] = object;
    object["list"] = [object, object];
    expect(found(object)).toContain("spec");
    expect(found(object)).toContain("too deep: 200");
  });

  it.each<[name: string, share: (object: object) => object]>([
    ["objects", (object) => ({ a: object, b: object })],
    ["lists", (object) => [object, object]],
  ])("more sharing of %s than any walk survives", (_name, share) => {
    let shared: object = POD;
    for (let depth = 0; depth < 100; depth++) shared = share(shared);
    const paths = found({ shared, last: POD, more: { spec: { ...POD } } });
    expect(paths.length).toBeLessThan(20_000);
    expect(paths.at(-1)).toBe("more.spec");
  });
});
