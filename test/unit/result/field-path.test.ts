import { type FieldPath, formatPath } from "kube-mps";
import { describe, expect, it } from "vitest";

describe("formatPath", () => {
  it.each<[path: FieldPath, text: string]>([
    [[], ""],
    [["spec"], "spec"],
    [
      ["spec", "containers", 0, "resources", "limits", "nvidia.com/gpu"],
      "spec.containers[0].resources.limits[nvidia.com/gpu]",
    ],
    [["items", 3, "spec"], "items[3].spec"],
    [[0, "a"], "[0].a"],
    [["a b", "c-d", "e_f", "1g"], "[a b].c-d.e_f[1g]"],
    [["", "__proto__"], "[].__proto__"],
    [["a\nb", "c\u001b[31m", "d\u009be\u2028"], "[a\\nb][c\\u001b[31m][d\\u009be\\u2028]"],
  ])("renders %j as %s", (path, text) => {
    expect(formatPath(path)).toBe(text);
  });
});
