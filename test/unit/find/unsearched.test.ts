import { formatPath } from "kube-mps";
import { injectYaml } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";
import { unsearched } from "../../../src/find/unsearched.ts";
import { defaultSettings } from "../../helpers/settings.ts";

const GPU = { name: "a", resources: { limits: { "nvidia.com/gpu": 1 } } };
const OPERATION = {
  op: "add",
  path: "/spec/template/spec/containers/0/resources/limits/nvidia.com~1gpu",
  value: 1,
};

describe("unsearched", () => {
  it.each<[what: string, value: unknown, paths: string[]]>([
    ["the path of an operation", [{ op: "test" }, OPERATION], ["[1].path"]],
    [
      "its value",
      [{ ...OPERATION, path: "/spec", value: { limits: { "nvidia.com/gpu": 1 } } }],
      ["[0].value.limits[nvidia.com/gpu]"],
    ],
    ["a pod", [{ spec: { containers: [GPU] } }], ["[0].spec"]],
    ["a text", JSON.stringify(GPU), ["the input"]],
    ["nothing in a pod without a GPU", [{ spec: { containers: [{ name: "a" }] } }], []],
    ["nothing in other values", [1, "nvidia.com/gpu", null], []],
    ["nothing in null", null, []],
  ])("finds %s", (_what, value, paths) => {
    const settings = defaultSettings();
    const { issues, warnings } = unsearched(value, settings);
    expect(issues).toEqual([]);
    expect(warnings.map(({ code, path }) => [code, formatPath(path)])).toEqual(
      paths.map((path) => ["workload/not-searched", path === "the input" ? formatPath([]) : path]),
    );
  });

  it("follows unknownKinds", () => {
    const settings = defaultSettings();
    const of = (unknownKinds: "error" | "skip") =>
      unsearched([OPERATION], { ...settings, options: { ...settings.options, unknownKinds } });
    expect(of("error")).toMatchObject({ issues: [{ path: [0, "path"] }], warnings: [] });
    expect(of("skip")).toEqual({ issues: [], warnings: [] });
  });

  it("is asked for documents that are not objects", () => {
    const text = `- op: add\n  path: ${OPERATION.path}\n  value: 1\n`;
    expect(injectYaml(text, { activeThreadPercentage: 50 })).toMatchObject({
      ok: true,
      value: { text, documents: [{ reason: "not-a-workload" }] },
      warnings: [{ code: "workload/not-searched", position: { line: 2, column: 3 } }],
    });
  });
});
