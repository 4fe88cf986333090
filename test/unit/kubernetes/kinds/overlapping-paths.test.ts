import { compileOptions, type WorkloadKind } from "kube-mps";
import { describe, expect, it } from "vitest";
import { builtInKinds } from "../../../../src/kubernetes/kinds/built-in-kinds.ts";
import { overlappingPaths } from "../../../../src/kubernetes/kinds/overlapping-paths.ts";

type Paths = Pick<WorkloadKind, "pods" | "containers">;

const row = (paths: Paths): WorkloadKind => ({ group: "example.com", kind: "Farm", ...paths });

describe("overlappingPaths", () => {
  it.each<[paths: Paths, one: string, other: string]>([
    [{ pods: ["spec.a", "spec.a"] }, "spec.a", "spec.a"],
    [{ pods: ["spec.a", "spec.*"] }, "spec.a", "spec.*"],
    [{ pods: ["*.a", "spec.*"] }, "*.a", "spec.*"],
    [{ pods: ["spec"], containers: ["spec.initContainers[*]"] }, "spec", "spec.initContainers[*]"],
    [{ containers: ["spec.a", { path: "spec.a", env: "envs" }] }, "spec.a", "spec.a"],
  ])("finds two paths of %j that can lead to the same container", (paths, one, other) => {
    expect(overlappingPaths(row(paths))).toEqual([one, other]);
    expect(compileOptions({ kinds: [row(paths)] })).toMatchObject({
      ok: false,
      issues: [
        {
          code: "options/kind",
          path: ["kinds", 0],
          message: `"${one}" and "${other}" can lead to the same container`,
          hint: "remove one of them",
        },
      ],
    });
  });

  it.each<Paths>([
    { pods: ["spec", "spec.workerSpec"] },
    { pods: ["spec.*", "spec.tasks[*]"] },
    // A value is either a map or an array.
    { pods: ["spec.*", "spec[*]"] },
    { pods: ["spec[*]", "spec.*"] },
    { pods: ["spec"], containers: ["spec.model", "spec.sidecars[*]"] },
  ])("finds none in %j", (paths) => {
    expect(compileOptions({ kinds: [row(paths)] }).ok).toBe(true);
  });

  it.each(builtInKinds())("finds none in the row of $group $kind", (one) => {
    expect(overlappingPaths(one)).toBeUndefined();
  });
});
