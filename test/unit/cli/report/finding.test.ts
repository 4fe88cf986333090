import { describe, expect, it } from "vitest";
import { placeIn } from "../../../../src/cli/report/finding.ts";

/** The position of a part of a text. */
function positionOf(text: string, part: string) {
  const offset = text.indexOf(part);
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1, offset };
}

describe("placeIn", () => {
  it("shows the line", () => {
    const text = "a: 1\r\nb: 4GB # memory\r\nc: 3\n";
    expect(placeIn("x.yaml", text, positionOf(text, "4GB"))).toEqual({
      file: "x.yaml",
      line: 2,
      column: 4,
      excerpt: { text: "b: 4GB # memory", at: 3 },
    });
  });

  it("shows a hundred characters of a long line", () => {
    const text = `first\n${"a ".repeat(5000)}"4GB"${" b".repeat(5000)}`;
    const { line, column, excerpt } = placeIn("x", text, positionOf(text, '"4GB"'));
    expect({ line, column }).toEqual({ line: 2, column: 10_001 });
    expect(excerpt?.text).toHaveLength(100);
    expect(excerpt?.text.slice(excerpt.at, excerpt.at + 5)).toBe('"4GB"');
  });

  it("has the file alone without a position", () => {
    expect(placeIn("x.yaml", "text", undefined)).toEqual({ file: "x.yaml" });
  });
});
