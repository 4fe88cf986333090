import { formatPath } from "kube-mps";
import { describe, expect, it } from "vitest";
import { searchObject } from "../../../src/find/search-object.ts";
import { defaultSettings } from "../../helpers/settings.ts";

const CONTAINER = { name: "main", resources: { limits: { "nvidia.com/gpu": 1 } } };
const POD = { containers: [CONTAINER] };

const { gpuNames } = defaultSettings();

function found(object: object): string[] {
  return searchObject(object as Record<string, unknown>, gpuNames).map((hit) => {
    if (hit.type === "too-deep") return `too deep: ${hit.path.length}`;
    if (hit.type !== "pod") return `${hit.type} ${formatPath(hit.path)}`;
    expect(hit.spec["containers"] ?? hit.spec["initContainers"]).toBeInstanceOf(Array);
    return formatPath(hit.path);
  });
}

function nested(levels: number, object: object): object {
  return levels === 0 ? object : { a: nested(levels - 1, object) };
}

describe("searchObject", () => {
  it.each<[string, object, string[]]>([
    ["an object that is a pod spec", POD, [""]],
    [
      "pod specs in objects and lists",
      { spec: { a: [{ b: POD }, [POD]] } },
      ["spec.a[0].b", "spec.a[1][0]"],
    ],
    ["a pod spec after other fields", { a: null, b: [{}, null], c: { d: 1 }, spec: POD }, ["spec"]],
    [
      "a pod spec with initContainers only",
      { spec: { initContainers: [{ name: "a" }] } },
      ["spec"],
    ],
    ["a container with an image and no name", { spec: { containers: [{ image: "a" }] } }, ["spec"]],
    [
      "a container in a list with other values",
      { spec: { containers: [null, "a", CONTAINER] } },
      ["spec"],
    ],
    [
      "a container with a placeholder for a name",
      { spec: { containers: [{ name: "${NAME}" }] } },
      ["spec"],
    ],
    [
      "pod specs in a pod spec",
      { spec: { ...POD, worker: POD, list: [POD] } },
      ["spec", "spec.worker", "spec.list[0]"],
    ],
    [
      "a pod spec with inherited fields",
      { spec: Object.assign(Object.create({ of: "a" }), POD) },
      ["spec"],
    ],
  ])("finds %s", (_name, object, paths) => {
    expect(found(object)).toEqual(paths);
  });

  it.each<[string, object]>([
    ["an empty object", {}],
    ["a status", { status: POD, spec: { status: { pod: POD } } }],
    ["a list of names", { containers: ["main", "sidecar"] }],
    ["an empty list", { containers: [], initContainers: [] }],
    ["a list without objects", { containers: [null, undefined, []] }],
    ["a pattern in a name", { containers: [{ name: "*", resources: CONTAINER.resources }] }],
    ["a pattern in an image", { containers: [{ image: "nvcr.io/*:v?" }] }],
    ["a pattern in a key", { containers: [{ "(name)": "*", resources: CONTAINER.resources }] }],
    ["other texts", { script: "containers: [{ name: main }]", key: "nvidia.com/gpu", a: "b: c" }],
    ["texts in metadata", { metadata: { annotations: { applied: JSON.stringify(POD) } } }],
    ["a schema", { openAPIV3Schema: { default: POD, text: JSON.stringify(POD) } }],
    ["a status", { status: { text: JSON.stringify(POD), main: CONTAINER } }],
    ["a container without a GPU", { main: { resources: { limits: { cpu: 1 } } } }],
    ["a container with no GPU", { main: { resources: { limits: { "nvidia.com/gpu": 0 } } } }],
    ["a quota", { spec: { hard: { "requests.nvidia.com/gpu": "8" } } }],
    ["limits of a quota", { spec: { limits: { "nvidia.com/gpu": 1 } } }],
    ["limits in a pattern", { name: "*", resources: CONTAINER.resources }],
    ["a text about limits", { description: "set resources.limits.nvidia.com/gpu to use one" }],
    ["a map of other resources", { resources: { cpu: 1, "nvidia.com/gpu": "0" } }],
  ])("finds nothing in %s", (_name, object) => {
    expect(found(object)).toEqual([]);
  });

  it.each<[string, object, string[]]>([
    ["an object", { spec: { main: CONTAINER } }, ["container spec.main"]],
    ["values of a chart", { resources: CONTAINER.resources }, ["container "]],
    ["containers as a map", { containers: { main: CONTAINER } }, ["container containers.main"]],
    ["its own name", { main: { resourcesPerNode: CONTAINER.resources } }, ["container main"]],
    ["limits", { a: { limits: { "nvidia.com/gpu": 1 } } }, ["text a.limits[nvidia.com/gpu]"]],
    [
      "a JSON Pointer",
      { patch: "- path: /spec/containers/0/resources/limits/nvidia.com~1gpu" },
      ["text patch"],
    ],
    [
      "a parameter of Helm",
      { name: String.raw`resources.limits.nvidia\.com/gpu`, value: "1" },
      ["text name"],
    ],
    ["a map", { a: { resources: { "nvidia.com/gpu": 1 } } }, ["text a.resources[nvidia.com/gpu]"]],
    ["a field", { main: { gpu: { name: "nvidia.com/gpu", quantity: 1 } } }, ["container main"]],
    ["a list", { steps: [{ resources: CONTAINER.resources }] }, ["container steps[0]"]],
    ["a pod spec, next to its lists", { ...POD, extra: CONTAINER }, ["", "container extra"]],
  ])("finds what is like a container and requests a GPU in %s", (_name, object, hits) => {
    expect(found(object)).toEqual(hits);
  });

  it.each<[string, string]>([
    ["a manifest", "limits:\n  nvidia.com/gpu: 1\n"],
    ["a manifest with a placeholder", 'resources: { limits: { "nvidia.com/gpu": $N } }'],
    ["JSON", JSON.stringify(POD)],
    ["a MIG slice", "limits: { nvidia.com/mig-1g.5gb: 1 }"],
    ["a JSON Patch", "- op: add\n  path: /spec/containers/0/resources/limits/nvidia.com~1gpu\n"],
  ])("finds a text with %s", (_name, text) => {
    expect(found({ data: { a: "b", text }, list: [text] })).toEqual([
      "text data.text",
      "text list[0]",
    ]);
  });

  it("ends 200 levels down, and reports that once", () => {
    const deepest = ".a".repeat(200).slice(1);
    expect(found(nested(200, { containers: [{ image: "a" }] }))).toEqual([deepest]);
    const deeper = nested(199, { a: POD, b: [POD] });
    expect(found({ deeper, spec: POD })).toEqual(["too deep: 200", "spec"]);
  });

  it("does not search the containers of a pod spec that it found", () => {
    const containers = [{ name: "a", nested: POD }];
    const spec = { containers, initContainers: containers, ephemeralContainers: containers };
    expect(found({ spec })).toEqual(["spec"]);
  });

  it("ends in a cycle", () => {
    const object: Record<string, unknown> = { spec: POD };
    object["self"] = object;
    object["list"] = [object, object];
    expect(found(object)).toContain("spec");
    expect(found(object)).toContain("too deep: 200");
  });

  it.each<[name: string, share: (object: object) => object]>([
    ["objects", (object) => ({ a: object, b: object })],
    ["lists", (object) => [object, object]],
  ])("ends where %s are shared more often than can be visited", (_name, share) => {
    let shared: object = POD;
    for (let depth = 0; depth < 100; depth++) shared = share(shared);
    const paths = found({ shared, last: POD, more: { spec: { ...POD } } });
    expect(paths.length).toBeLessThan(20_000);
    expect(paths.at(-1)).toBe("more.spec");
  });
});
