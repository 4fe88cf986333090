import { type Edit, type JsonPatchOperation, toJsonPatch } from "kube-mps";
import { describe, expect, it } from "vitest";

describe("toJsonPatch", () => {
  it.each<[edit: Edit, operation: JsonPatchOperation]>([
    [
      { op: "add", path: ["spec", "containers", 0, "env"], value: [] },
      { op: "add", path: "/spec/containers/0/env", value: [] },
    ],
    [
      { op: "replace", path: ["a/b~c", "~1", ""], value: "x" },
      { op: "replace", path: "/a~1b~0c/~01/", value: "x" },
    ],
    [
      { op: "remove", path: ["env", 2] },
      { op: "remove", path: "/env/2" },
    ],
  ])("renders %j as %j", (edit, operation) => {
    expect(toJsonPatch([edit])).toStrictEqual([operation]);
  });
});
