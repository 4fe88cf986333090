import { describe, expect, it } from "vitest";
import { CONTAINER_FIELDS, compileKind } from "../../../../src/kubernetes/kinds/compiled-kind.ts";
import { EACH_ITEM, EACH_VALUE } from "../../../../src/kubernetes/kinds/kind-path.ts";

const ROW = { group: "example.com", kind: "Farm" };

describe("compileKind", () => {
  it("parses every path, and keeps the whole path where no step is a wildcard", () => {
    expect(
      compileKind({
        ...ROW,
        pods: ["spec.template.spec", "spec.barns[*].pod"],
        containers: ["spec.main"],
        objects: ["spec.inside.*"],
        opaque: ["spec.patch"],
      }),
    ).toEqual({
      group: "example.com",
      root: "spec",
      pods: [
        { steps: ["spec", "template", "spec"], fixed: ["spec", "template", "spec"] },
        { steps: ["spec", "barns", EACH_ITEM, "pod"], fixed: undefined },
      ],
      containers: [{ steps: ["spec", "main"], fixed: ["spec", "main"], fields: CONTAINER_FIELDS }],
      objects: [{ steps: ["spec", "inside", EACH_VALUE], fixed: undefined }],
      opaque: [{ steps: ["spec", "patch"], fixed: ["spec", "patch"] }],
      skip: undefined,
    });
  });

  it("fills in the usual names for the fields of a container", () => {
    const containers = [{ path: "spec.a" }, { path: "spec.b", env: "envs", gpuResources: ["gpu"] }];
    expect(compileKind({ ...ROW, containers }).containers.map(({ fields }) => fields)).toEqual([
      CONTAINER_FIELDS,
      { env: "envs", resources: "resources", gpuResources: ["gpu"], gpu: undefined },
    ]);
    const gpu = { path: "spec.driver", resources: "needs", gpu: "gpu" };
    expect(compileKind({ ...ROW, containers: [gpu] }).containers[0]?.fields).toEqual({
      env: "env",
      resources: "needs",
      gpuResources: [],
      gpu: "gpu",
    });
  });

  it.each<[paths: string[], root: string | undefined]>([
    [["spec.a", "spec.b"], "spec"],
    [["spec", "template.spec"], undefined],
    [["*.pod"], undefined],
  ])("finds the common root of %j: %s", (pods, root) => {
    expect(compileKind({ ...ROW, pods }).root).toBe(root);
  });

  it("keeps the reason to skip a kind, which needs no paths", () => {
    expect(compileKind({ ...ROW, skip: "managed" })).toEqual({
      group: "example.com",
      root: undefined,
      pods: [],
      containers: [],
      objects: [],
      opaque: [],
      skip: "managed",
    });
  });
});
