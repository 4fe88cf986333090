import { createColors } from "picocolors";
import { describe, expect, it } from "vitest";
import { Tally } from "../../../../src/cli/editing/tally.ts";
import type { ContainerReport } from "../../../../src/index.ts";

const plain = createColors(false);

const container = (action: ContainerReport["action"], name?: string): ContainerReport => ({
  path: [],
  name,
  resource: "nvidia.com/gpu",
  count: 2,
  action,
  ...(action === "skipped" ? { reason: "opted-out" } : {}),
});

const document = (...containers: ContainerReport[]) => ({
  index: 0,
  line: 1,
  changed: true,
  containers,
  textEdits: [],
});

describe("Tally", () => {
  it("names the object in a List, and an inline container by its path", () => {
    const tally = new Tally();
    const workload = { kind: "StatefulSet", name: "embedder" };
    const inner = {
      ...container("injected", "main"),
      path: ["items", 0, "spec", "containers", 0],
      workload,
    };
    const inline = { ...container("kept", "main"), path: ["spec", "services", "chat"] };
    const nameless = { ...inner, workload: { kind: undefined, name: undefined } };
    tally.add("a.yaml", 1, { ...document(inner, nameless), kind: "List" });
    tally.add("b.yaml", 1, { ...document(inline), kind: "Graph", name: "g" });
    expect(tally.render(plain).split(/ (?:gets|keeps) .*\n/)).toEqual([
      "✓ a.yaml:1 StatefulSet/embedder: main",
      "✓ a.yaml:1 ?: main",
      "- b.yaml:1 Graph/g: spec.services.chat",
      "",
    ]);
  });

  it("lists containers, and counts what was done", () => {
    const tally = new Tally();
    const [first, ...others] = [
      container("injected", "main"),
      container("unchanged", "same\u001B[2J"),
      container("kept", "own"),
      container("skipped"),
    ];
    tally.add("a.yaml", 3, { ...document(first as ContainerReport), kind: "Pod", name: "train" });
    tally.add("b.yaml", 1, { ...document(...others), kind: "List" });
    expect(tally.render(plain)).toBe(
      [
        "✓ a.yaml:3 Pod/train: main gets limits (nvidia.com/gpu: 2)",
        "- b.yaml:1 List: same\\u001b[2J already has these limits",
        "- b.yaml:1 List: own keeps its own limits",
        "- b.yaml:1 List: ? skipped (opted-out)",
        "",
      ].join("\n"),
    );
    expect(tally.summary(2)).toBe(
      "4 GPU containers in 2 documents of 2 files (1 newly limited, 1 already limited, 1 kept, 1 skipped)",
    );
    expect(tally.actions).toEqual({ injected: 1, unchanged: 1, kept: 1, skipped: 1 });
  });

  it("adds up others, and lists twenty containers of all of them", () => {
    const tally = new Tally();
    for (let file = 0; file < 2; file++) {
      const other = new Tally();
      for (let line = 1; line <= 15; line++) {
        other.add(`${file}.yaml`, line, document(container("injected", "main")));
      }
      tally.addAll(other);
    }
    const lines = tally.render(plain).split("\n");
    expect(lines).toHaveLength(22);
    expect(lines[19]).toBe("✓ 1.yaml:5 ?: main gets limits (nvidia.com/gpu: 2)");
    expect(lines[20]).toBe("  ... and 10 more containers");
    expect(tally.summary(2)).toBe(
      "30 GPU containers in 30 documents of 2 files (30 newly limited)",
    );
  });

  it("says that there is none", () => {
    expect(new Tally().render(plain)).toBe("");
    expect(new Tally().summary(1)).toBe("no GPU container in 0 documents of 1 file");
  });
});
