import { formatPath, injectGpuConfig } from "kube-mps";
import { describe, expect, it } from "vitest";
import { checkKind } from "../../../../src/kubernetes/kinds/check-kind.ts";
import { at } from "../../../helpers/outcome.ts";

const VALID = { group: "example.com", kind: "Farm", pods: ["spec"] };

const PATH_HINT = 'write a path such as "spec.tasks[*].template.spec"';

function issuesOf(row: unknown): string[] {
  return checkKind(row, ["kinds", 0]).map(at);
}

describe("checkKind", () => {
  it.each<[string, object]>([
    ["pods", VALID],
    ["several kinds of the core group", { group: "", kind: ["A", "B"], pods: ["spec"] }],
    ["a kind to skip", { group: "example.com", kind: "A", skip: "not-a-workload" }],
    ["every kind of a group", { group: "example.com", kind: "*", skip: "managed" }],
    ["whole objects", { group: "example.com", kind: "A", objects: ["spec.items[*]"] }],
    [
      "locations with their own field names",
      {
        group: "example.com",
        kind: "A",
        pods: undefined,
        containers: ["spec", { path: "spec.a", env: "e", resources: "r", gpuResources: ["gpu"] }],
      },
    ],
    [
      "a field that requests GPUs",
      { group: "a", kind: "A", containers: [{ path: "spec", gpu: "gpu" }] },
    ],
  ])("accepts a row with %s", (_name, row) => {
    expect(issuesOf(row)).toEqual([]);
  });

  it.each<[unknown, string[]]>([
    [null, [""]],
    ["spec.template.spec", [""]],
    [[], [""]],
    [{}, ["/group", "/kind", ""]],
    [{ ...VALID, group: "example.com/v1" }, ["/group"]],
    [{ ...VALID, group: undefined }, ["/group"]],
    [{ ...VALID, kind: "" }, ["/kind"]],
    [{ ...VALID, kind: [] }, ["/kind"]],
    [{ ...VALID, kind: ["A", 1] }, ["/kind"]],
    [{ ...VALID, podSpecs: ["spec"] }, ["/podSpecs"]],
    [{ ...VALID, pods: "spec" }, ["/pods"]],
    [{ ...VALID, pods: [] }, [""]],
    [{ ...VALID, pods: ["spec", "$.spec", 3] }, ["/pods/1", "/pods/2"]],
    [{ ...VALID, objects: [{ path: "spec" }] }, ["/objects/0"]],
    [{ ...VALID, containers: {} }, ["/containers"]],
    [{ ...VALID, containers: ["spec[0]", {}] }, ["/containers/0", "/containers/1/path"]],
    [
      { ...VALID, containers: [{ path: "spec", env: "", resources: 1, gpu: null }] },
      ["/containers/0/env", "/containers/0/resources", "/containers/0/gpu"],
    ],
    [
      { ...VALID, containers: [{ path: "spec", gpuResource: "gpu", gpuResources: "gpu" }] },
      ["/containers/0/gpuResource", "/containers/0/gpuResources"],
    ],
    [
      { ...VALID, containers: [{ path: "spec", gpuResources: ["gpu", 1] }] },
      ["/containers/0/gpuResources"],
    ],
    [{ ...VALID, skip: true }, ["/skip"]],
    [{ group: "example.com", kind: "A" }, [""]],
  ])("rejects %j", (row, paths) => {
    expect(issuesOf(row)).toEqual(paths.map((path) => `options/kind kinds/0${path}`));
  });

  it.each<[row: unknown, path: string, message: string, hint: string]>([
    ["spec", "", "must be an object", 'write { group, kind, pods: ["spec.template.spec"] }'],
    [
      { ...VALID, group: "example.com/v1" },
      ".group",
      "must be an API group",
      'write "batch.example.com", without a version; "" is the core group',
    ],
    [{ ...VALID, kind: 1 }, ".kind", "must be a kind or a list of kinds", 'write "TrainingJob"'],
    [{ ...VALID, pod: "spec" }, ".pod", 'unknown key "pod"', "did you mean pods?"],
    [{ ...VALID, pods: "spec" }, ".pods", "must be a list of paths", PATH_HINT],
    [
      { ...VALID, containers: [{ path: "spec.a", gpus: 1 }] },
      ".containers[0].gpus",
      'unknown key "gpus"',
      "did you mean gpu?",
    ],
    [
      { ...VALID, containers: [{ path: "spec.a", env: 1 }] },
      ".containers[0].env",
      "must be the name of a field",
      'omit it for "env"',
    ],
    [
      { ...VALID, containers: [{ path: "spec.a", gpuResources: "gpu" }] },
      ".containers[0].gpuResources",
      "must be a list of names",
      'write ["gpu"]',
    ],
    [
      { ...VALID, skip: true },
      ".skip",
      "must be a reason",
      'write "managed" or "not-a-workload", or omit it',
    ],
    [
      { group: "example.com", kind: "A" },
      "",
      "must say where the containers are",
      "add pods, containers or objects",
    ],
  ])("says what is wrong with %j, and what to write instead", (row, path, message, hint) => {
    const issues = checkKind(row, ["kinds", 0]);
    expect(issues.map((issue) => [formatPath(issue.path), issue.message, issue.hint])).toEqual([
      [`kinds[0]${path}`, message, hint],
    ]);
  });

  it("is reported as a whole issue by a function that takes the row", () => {
    const row = { ...VALID, pods: ["spec.tasks[0]"] };
    expect(injectGpuConfig({}, undefined, { kinds: [VALID, row] })).toEqual({
      ok: false,
      warnings: [],
      issues: [
        {
          code: "options/kind",
          path: ["kinds", 1, "pods", 0],
          message: "invalid path",
          hint: 'write a path such as "spec.tasks[*].template.spec"',
          received: '"spec.tasks[0]"',
        },
      ],
    });
  });
});
