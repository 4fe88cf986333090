import { describe, expect, it } from "vitest";
import { ObjectReader } from "../../../../src/cli/input/object-reader.ts";
import { Block } from "../../../../src/cli/input/read-inputs.ts";
import type { Finding } from "../../../../src/cli/report/finding.ts";

function read(text: string, linesBefore = 0) {
  const found: Finding[] = [];
  const reader = new ObjectReader({ addAll: (more) => found.push(...more) });
  reader.read(new Block("a.yaml", text, linesBefore));
  return { objects: reader.objects, found };
}

describe("ObjectReader", () => {
  it("reads every document, and the items of lists in lists", () => {
    const { objects, found } = read(
      "\uFEFF# one\n---\na: 1\n---\nkind: PodList\nitems: [{ kind: List, items: [{ b: 2 }] }]\n---\n- c: 3\n",
    );
    expect(found).toEqual([]);
    expect(objects.map(({ value }) => value)).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }]);
  });

  it("knows where each is", () => {
    const { objects } = read("kind: List\nitems:\n  - a: { b: 1 }\n", 10);
    expect(objects[0]?.placeOf({ code: "input/type", path: ["a", "b"] })).toMatchObject({
      file: "a.yaml",
      line: 13,
      column: 13,
    });
  });

  it("leaves out a document that is invalid, and says so", () => {
    const { objects, found } = read("a: [\n---\nb: 2\nb: 3\n");
    expect(objects.map(({ value }) => value)).toEqual([{ b: 3 }]);
    expect(found.map(({ severity, issue }) => [severity, issue.code])).toEqual([
      ["error", "yaml/syntax"],
      ["warning", "yaml/duplicate-key"],
    ]);
  });

  it("reads JSON that is too long for places, and JSON that only looks like it", () => {
    const long = `{ "a": "${"x".repeat(1_000_001)}" }`;
    const { objects } = read(long);
    expect(objects[0]?.placeOf({ code: "input/type", path: ["a"] })).toEqual({ file: "a.yaml" });
    expect(read(`a: ${"x".repeat(1_000_001)}`).objects).toHaveLength(1);
  });
});
