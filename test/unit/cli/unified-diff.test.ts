import { applyPatch } from "diff";
import fc from "fast-check";
import { createColors } from "picocolors";
import { describe, expect, it } from "vitest";
import { UnifiedDiff } from "../../../src/cli/diff/unified-diff.ts";

const plain = createColors(false);

/** The diff of two texts, handed over in pieces of a length. */
function diff(before: string, after: string, piece = Number.POSITIVE_INFINITY): string {
  const unified = new UnifiedDiff("file", plain);
  let output = "";
  for (let at = 0; at < Math.max(before.length, after.length); at += piece) {
    output += unified.push(before.slice(at, at + piece), after.slice(at, at + piece));
  }
  return output + unified.end();
}

const numbers = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${index + 1}\n`);

const replaced = (lines: readonly string[], by: Readonly<Record<number, string>>): string[] =>
  lines.map((line, index) => by[index] ?? line);

describe("UnifiedDiff", () => {
  it("shows a change with three lines around it", () => {
    const before = numbers(12);
    const after = replaced(before, { 5: "six\nsix and a half\n" });
    expect(diff(before.join(""), after.join(""))).toBe(
      [
        "--- a/file",
        "+++ b/file",
        "@@ -3,7 +3,8 @@",
        " 3",
        " 4",
        " 5",
        "-6",
        "+six",
        "+six and a half",
        " 7",
        " 8",
        " 9",
        "",
      ].join("\n"),
    );
  });

  it("joins changes that are six lines apart, and no further ones", () => {
    const before = numbers(30);
    const near = replaced(before, { 4: "a\n", 11: "b\n" });
    const far = replaced(before, { 4: "a\n", 12: "b\n" });
    const hunks = (after: string[]) => diff(before.join(""), after.join("")).match(/^@@.*@@$/gm);
    expect(hunks(near)).toEqual(["@@ -2,14 +2,14 @@"]);
    expect(hunks(far)).toEqual(["@@ -2,7 +2,7 @@", "@@ -10,7 +10,7 @@"]);
  });

  it("says where the last line has no newline", () => {
    expect(diff("a\nb", "a\nb\n")).toBe(
      "--- a/file\n+++ b/file\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n",
    );
  });

  it("is in colour where there are colours", () => {
    const unified = new UnifiedDiff("file", createColors(true));
    const output = unified.push("a\n", "b\n") + unified.end();
    expect(output).toContain("\u001B[31m-a\u001B[39m\n\u001B[32m+b\u001B[39m\n");
    expect(output).toContain("\u001B[36m@@ -1 +1 @@\u001B[39m\n");
  });

  it("gives the new text when it is applied to the old, whatever the pieces", () => {
    const line = fc.constantFrom("a\n", "b\n", "c\n", "d\n", "\n");
    const text = fc.array(line, { maxLength: 60 }).map((lines) => lines.join(""));
    fc.assert(
      fc.property(text, text, fc.integer({ min: 1, max: 40 }), (before, after, piece) => {
        fc.pre(before !== after);
        expect(applyPatch(before, diff(before, after, piece), { fuzzFactor: 0 })).toBe(after);
      }),
    );
  });

  it("takes time in proportion to the text, not to its square", () => {
    const item = (index: number) => ["spec:\n", `  name: ${index}\n`, ...numbers(8)];
    const before = Array.from({ length: 5000 }, (_, index) => item(index));
    const after = before.map((lines) => replaced(lines, { 3: `new\nlines\n${lines[3]}` }));
    const started = performance.now();
    const output = diff(before.flat().join(""), after.flat().join(""), 65_536);
    expect(output.match(/^\+new$/gm)).toHaveLength(5000);
    expect(output.match(/^-(?!-- a)/gm)).toBeNull();
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
