import { formatPath, injectGpuConfig } from "kube-mps";
import { expect, it } from "vitest";
import { checkKind } from "../../../../src/kubernetes/kinds/check-kind.ts";
import { at } from "../../../helpers/outcome.ts";

const GOOD = { group: "example.com", kind: "Farm", pods: ["spec"] };

function issuesOf(row: unknown): string[] {
  return checkKind(row, ["kinds", 0]).map(at);
}

it.each<[string, object]>([
  ["pods", GOOD],
  ["several kinds of the core group", { group: "", kind: ["A", "B"], pods: ["spec"] }],
  ["nothing to run", { group: "example.com", kind: "A", skip: "not-a-workload" }],
  ["every kind of a group", { group: "example.com", kind: "*", skip: "managed" }],
  ["whole objects", { group: "example.com", kind: "A", objects: ["spec.items[*]"] }],
  [
    "places with names of their own",
    {
      group: "example.com",
      kind: "A",
      pods: undefined,
      containers: ["spec", { path: "spec.a", env: "e", resources: "r", gpuResources: ["gpu"] }],
    },
  ],
  ["a GPU by a field", { group: "a", kind: "A", containers: [{ path: "spec", gpu: "gpu" }] }],
])("a good row: %s", (_name, row) => {
  expect(issuesOf(row)).toEqual([]);
});

it.each<[unknown, string[]]>([
  [null, [""]],
  ["spec.template.spec", [""]],
  [[], [""]],
  [{}, ["/group", "/kind", ""]],
  [{ ...GOOD, group: "example.com/v1" }, ["/group"]],
  [{ ...GOOD, group: undefined }, ["/group"]],
  [{ ...GOOD, kind: "" }, ["/kind"]],
  [{ ...GOOD, kind: [] }, ["/kind"]],
  [{ ...GOOD, kind: ["A", 1] }, ["/kind"]],
  [{ ...GOOD, podSpecs: ["spec"] }, ["/podSpecs"]],
  [{ ...GOOD, pods: "spec" }, ["/pods"]],
  [{ ...GOOD, pods: [] }, [""]],
  [{ ...GOOD, pods: ["spec", "$.spec", 3] }, ["/pods/1", "/pods/2"]],
  [{ ...GOOD, objects: [{ path: "spec" }] }, ["/objects/0"]],
  [{ ...GOOD, containers: {} }, ["/containers"]],
  [{ ...GOOD, containers: ["spec[0]", {}] }, ["/containers/0", "/containers/1/path"]],
  [
    { ...GOOD, containers: [{ path: "spec", env: "", resources: 1, gpu: null }] },
    ["/containers/0/env", "/containers/0/resources", "/containers/0/gpu"],
  ],
  [
    { ...GOOD, containers: [{ path: "spec", gpuResource: "gpu", gpuResources: "gpu" }] },
    ["/containers/0/gpuResource", "/containers/0/gpuResources"],
  ],
  [
    { ...GOOD, containers: [{ path: "spec", gpuResources: ["gpu", 1] }] },
    ["/containers/0/gpuResources"],
  ],
  [{ ...GOOD, skip: true }, ["/skip"]],
  [{ group: "example.com", kind: "A" }, [""]],
])("%j", (row, paths) => {
  expect(issuesOf(row)).toEqual(paths.map((path) => `options/kind kinds/0${path}`));
});

const PATH_HINT = 'write a path such as "spec.tasks[*].template.spec"';

it.each<[row: unknown, path: string, message: string, hint: string]>([
  ["spec", "", "must be an object", 'write { group, kind, pods: ["spec.template.spec"] }'],
  [
    { ...GOOD, group: "example.com/v1" },
    ".group",
    "must be an API group",
    'write "batch.example.com", without a version; "" is the core group',
  ],
  [{ ...GOOD, kind: 1 }, ".kind", "must be a kind or a list of kinds", 'write "TrainingJob"'],
  [{ ...GOOD, pod: "spec" }, ".pod", 'unknown key "pod"', "did you mean pods?"],
  [{ ...GOOD, pods: "spec" }, ".pods", "must be a list of paths", PATH_HINT],
  [
    { ...GOOD, containers: [{ path: "spec.a", gpus: 1 }] },
    ".containers[0].gpus",
    'unknown key "gpus"',
    "did you mean gpu?",
  ],
  [
    { ...GOOD, containers: [{ path: "spec.a", env: 1 }] },
    ".containers[0].env",
    "must be the name of a field",
    'omit it for "env"',
  ],
  [
    { ...GOOD, containers: [{ path: "spec.a", gpuResources: "gpu" }] },
    ".containers[0].gpuResources",
    "must be a list of names",
    'write ["gpu"]',
  ],
  [
    { ...GOOD, skip: true },
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
])("%j says what is wrong, and what to write instead", (row, path, message, hint) => {
  const issues = checkKind(row, ["kinds", 0]);
  expect(issues.map((issue) => [formatPath(issue.path), issue.message, issue.hint])).toEqual([
    [`kinds[0]${path}`, message, hint],
  ]);
});

it("says it with the whole issue", () => {
  const row = { ...GOOD, pods: ["spec.tasks[0]"] };
  expect(injectGpuConfig({}, undefined, { kinds: [GOOD, row] })).toEqual({
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
