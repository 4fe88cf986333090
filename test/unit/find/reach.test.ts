import { describe, expect, it } from "vitest";
import { reach } from "../../../src/find/reach.ts";
import { parseKindPath } from "../../../src/kubernetes/kinds/kind-path.ts";

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
