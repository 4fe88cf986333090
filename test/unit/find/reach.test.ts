import { injectGpuConfig } from "kube-mps";
import { describe, expect, it } from "vitest";
import { leadsInto, reach } from "../../../src/find/reach.ts";
import { parseKindPath } from "../../../src/kubernetes/kinds/kind-path.ts";

const CONFIG = { activeThreadPercentage: 50 };
const object = { spec: { list: [{ a: "x" }, { a: "y" }], map: { b: { a: 1 } }, text: "z" } };

describe("reach", () => {
  it.each<[path: string, reached: unknown[]]>([
    ["spec.text", [["z", "spec", "text"]]],
    [
      "spec.list[*].a",
      [
        ["x", "spec", "list", 0, "a"],
        ["y", "spec", "list", 1, "a"],
      ],
    ],
    ["spec.map.*.a", [[1, "spec", "map", "b", "a"]]],
    ["spec.text[*]", []],
    ["spec.text.a", []],
    ["spec.absent.a", []],
    ["spec.absent", [[undefined, "spec", "absent"]]],
  ])("follows %s", (path, values) => {
    const reached = reach(object, parseKindPath(path));
    expect(reached.map(({ value, path }) => [value, ...path])).toEqual(values);
  });

  it("says what each value is a field of", () => {
    expect(reach(object, ["spec", "text"])[0]?.parent).toBe(object.spec);
  });
});

describe("leadsInto", () => {
  it.each<[path: string, at: (string | number)[], value: unknown, leads: boolean]>([
    ["spec.roles[*].pod", ["spec", "roles"], [], true],
    ["spec.roles[*].pod", ["spec", "roles"], {}, false],
    ["spec.roles[*].pod", ["spec", "roles", 3], {}, true],
    ["spec.roles.*.pod", ["spec", "roles"], {}, true],
    ["spec.roles.*.pod", ["spec", "roles"], [], false],
    ["spec.roles.*.pod", ["spec", "roles", "a"], {}, true],
    ["spec.roles.*.pod", ["spec", "roles", "a", "pod"], {}, false],
    ["spec.roles.head", ["spec", "others"], {}, false],
    ["spec.roles.head", ["spec", "roles"], "a", false],
  ])("by %s, from %j into %j: %s", (path, at, value, leads) => {
    expect(leadsInto(parseKindPath(path), at, value)).toBe(leads);
  });

  it("keeps a list and a map of two versions from being malformed", () => {
    const kinds = [{ group: "a.b", kind: "Farm", pods: ["spec.roles[*].pod", "spec.roles.*.pod"] }];
    const pod = { containers: [{ name: "a", resources: { limits: { "nvidia.com/gpu": 1 } } }] };
    const inject = (roles: unknown) =>
      injectGpuConfig({ apiVersion: "a.b/v1", kind: "Farm", spec: { roles } }, CONFIG, { kinds });
    for (const roles of [[{ pod }], { head: { pod } }]) {
      expect(inject(roles)).toMatchObject({ ok: true, value: { changed: true }, warnings: [] });
    }
    expect(inject("none").warnings.map(({ code }) => code)).toContain("workload/malformed");
  });
});
