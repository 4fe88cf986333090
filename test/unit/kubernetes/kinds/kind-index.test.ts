import { describe, expect, it, vi } from "vitest";
import { builtInKinds } from "../../../../src/kubernetes/kinds/built-in-kinds.ts";
import { indexKinds, isIndexed, KindIndex } from "../../../../src/kubernetes/kinds/kind-index.ts";
import type { WorkloadKind } from "../../../../src/kubernetes/kinds/workload-kind.ts";

/** The pod paths of the row that is found, or why its objects are skipped. */
function found(index: KindIndex, apiVersion: unknown, kind: unknown): unknown {
  const row = index.find(apiVersion, kind);
  return row?.skip ?? row?.pods.map(({ steps }) => steps.join("."));
}

describe("KindIndex", () => {
  const index = new KindIndex(builtInKinds());

  it.each([
    ["v1", "Pod", ["spec"]],
    ["apps/v1", "Deployment", ["spec.template.spec"]],
    ["extensions/v1beta1", "Deployment", ["spec.template.spec"]],
    ["batch/v1", "Job", ["spec.template.spec"]],
    ["batch/v2alpha1", "CronJob", ["spec.jobTemplate.spec.template.spec"]],
    ["batch.volcano.sh/v1alpha1", "Job", ["spec.tasks.0.template.spec"]],
    ["kubeflow.org/v2", "MPIJob", ["spec.mpiReplicaSpecs.1.template.spec", "spec.template.spec"]],
    ["argoproj.io/v1alpha1", "Experiment", ["spec.templates.0.template.spec"]],
    ["kubeflow.org/v1beta1", "Experiment", []],
    ["apps.kruise.io/v1beta1", "StatefulSet", ["spec.template.spec"]],
    ["kyverno.io/v1", "AnythingAtAll", "not-a-workload"],
    ["kueue.x-k8s.io/v1beta2", "Workload", "managed"],
    ["apps.kruise.io/v1alpha1", "SidecarSet", "not-a-workload"],
  ])("finds the row for %s %s", (apiVersion, kind, expected) => {
    expect(found(index, apiVersion, kind)).toEqual(expected);
  });

  it.each([
    ["apps/v1", "Pod"],
    ["v1", "Deployment"],
    ["apps", "Deployment"],
    ["appsx/v1", "Deployment"],
    ["extensions/v1beta1", "Job"],
    ["kubeflow.org/v1", "Workload"],
    ["example.com/v1", "Pod"],
    ["apps/v1", "*"],
    ["v1", "constructor"],
    ["kyverno.io/v1", 1],
    [undefined, "Pod"],
    ["v1", undefined],
    [1, "Pod"],
  ])("finds no row for %s %s", (apiVersion, kind) => {
    expect(index.find(apiVersion, kind)).toBeUndefined();
  });

  describe("prefers the first of two rows", () => {
    const ours: WorkloadKind[] = [
      { group: "example.com", kind: ["A", "B"], pods: ["spec.ours"] },
      { group: "patterns.example.com", kind: "*", skip: "not-a-workload" },
    ];

    it("for one kind", () => {
      const index = new KindIndex([{ group: "example.com", kind: "A", pods: ["spec"] }, ...ours]);
      expect(found(index, "example.com/v1", "A")).toEqual(["spec"]);
      expect(found(index, "example.com/v1", "B")).toEqual(["spec.ours"]);
    });

    it("for a group and one of its kinds", () => {
      const index = new KindIndex([{ group: "example.com", kind: "*", pods: ["spec"] }, ...ours]);
      expect(found(index, "example.com/v1", "A")).toEqual(["spec"]);
      expect(found(index, "example.com/v1", "C")).toEqual(["spec"]);
    });

    it("for a kind and its group", () => {
      const theirs = { group: "patterns.example.com", kind: "Real", pods: ["spec"] };
      const index = new KindIndex([theirs, ...ours]);
      expect(found(index, "patterns.example.com/v1", "Real")).toEqual(["spec"]);
      expect(found(index, "patterns.example.com/v1", "Other")).toBe("not-a-workload");
    });
  });

  it("lists the kinds and groups that have their own name for a GPU", () => {
    const containers = [{ path: "spec", gpuResources: ["gpu"] }];
    const index = new KindIndex([
      { group: "a.example.com", kind: ["A", "B"], containers: ["main", ...containers] },
      { group: "b.example.com", kind: "*", containers },
      { group: "c.example.com", kind: "C", containers: ["spec"] },
      { group: "d.example.com", kind: "*", containers: ["spec"] },
    ]);
    expect(index.kindsWithOwnGpuNames()).toEqual([
      { group: "a.example.com", kind: "A" },
      { group: "a.example.com", kind: "B" },
      { group: "b.example.com", kind: "*" },
    ]);
  });

  it("costs one hash access for a known kind and two for any other, whatever the length of the table", () => {
    const many = Array.from({ length: 5_000 }, (_, index): WorkloadKind[] => [
      { group: `g${index}.example.com`, kind: `Kind${index}`, pods: ["spec"] },
      { group: `all${index}.example.com`, kind: "*", skip: "managed" },
    ]).flat();
    for (const rows of [builtInKinds(), [...many, ...builtInKinds()]]) {
      const index = new KindIndex(rows);
      const get = vi.spyOn(Map.prototype, "get");
      try {
        index.find("apps/v1", "Deployment");
        expect(get).toHaveBeenCalledTimes(1);
        index.find("example.com/v1", "Unknown");
        expect(get).toHaveBeenCalledTimes(3);
      } finally {
        get.mockRestore();
      }
    }
  });
});

describe("indexKinds", () => {
  it("indexes rows once, and the built-in table alone once", () => {
    const rows: readonly WorkloadKind[] = [{ group: "x.io", kind: "Train", pods: ["spec"] }];
    expect(isIndexed(rows)).toBe(false);
    const index = indexKinds(rows);
    expect(isIndexed(rows)).toBe(true);
    expect(indexKinds(rows)).toBe(index);
    expect(indexKinds([...rows])).not.toBe(index);
    expect(indexKinds([])).toBe(indexKinds([]));
  });
});
