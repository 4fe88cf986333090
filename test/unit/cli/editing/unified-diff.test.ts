import { execFileSync } from "node:child_process";
import { applyPatch } from "diff";
import fc from "fast-check";
import { createColors } from "picocolors";
import { describe, expect, it } from "vitest";
import { UnifiedDiff } from "../../../../src/cli/editing/unified-diff.ts";
import { applyTextEdits } from "../../../../src/document/text/text-edit.ts";
import type { TextEdit } from "../../../../src/yaml/index.ts";
import { fileIn, folderWith } from "../../../helpers/temporary-folder.ts";

const plain = createColors(false);

/** The diff of a text and its edits, passed on in blocks of a number of lines. */
function diff(
  text: string,
  edits: readonly TextEdit[],
  lines = Number.POSITIVE_INFINITY,
  colors = plain,
): string {
  const unified = new UnifiedDiff("file", colors);
  let [output, start] = ["", 0];
  while (start < text.length || start === 0) {
    let end = start;
    for (let line = 0; line < lines && end < text.length; line++) {
      const newline = text.indexOf("\n", end);
      end = newline === -1 ? text.length : newline + 1;
    }
    const isLast = end === text.length;
    const here = edits.filter(
      ({ offset, remove }) =>
        offset >= start && (isLast || offset + remove < end || (offset < end && remove > 0)),
    );
    const moved = here.map((edit) => ({ ...edit, offset: edit.offset - start }));
    output += unified.push(text.slice(start, end), moved);
    if (isLast) break;
    start = end;
  }
  return output + unified.end();
}

const numbers = (count: number): string =>
  Array.from({ length: count }, (_, index) => `${index + 1}\n`).join("");

/** An edit that puts something in place of a part of a text. */
const replacing = (text: string, part: string, insert: string): TextEdit => ({
  offset: text.indexOf(part),
  remove: part.length,
  insert,
});

describe("UnifiedDiff", () => {
  it("shows a change with three lines around it", () => {
    const text = numbers(12);
    expect(diff(text, [replacing(text, "6", "six\nsix and a half")])).toBe(
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

  it.each([
    ["before a line", "5\n", "new\n5\n", "@@ -2,6 +2,7 @@\n 2\n 3\n 4\n+new\n 5\n 6\n 7\n"],
    ["at the end of a line", "5", "5\nnew", "@@ -3,6 +3,7 @@\n 3\n 4\n 5\n+new\n 6\n 7\n 8\n"],
    ["at the end of the text", "9\n", "9\nnew\n", "@@ -7,3 +7,4 @@\n 7\n 8\n 9\n+new\n"],
    ["at its start", "1\n", "new\n1\n", "@@ -1,3 +1,4 @@\n+new\n 1\n 2\n 3\n"],
    [
      "instead of two lines",
      "5\n6\n",
      "new\n",
      "@@ -2,8 +2,7 @@\n 2\n 3\n 4\n-5\n-6\n+new\n 7\n 8\n 9\n",
    ],
    ["nothing instead of a line", "5\n", "", "@@ -2,7 +2,6 @@\n 2\n 3\n 4\n-5\n 6\n 7\n 8\n"],
    ["within a line", "5", "five", "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"],
    [
      "a line and half of the next",
      "5\n6",
      "x",
      "@@ -2,8 +2,7 @@\n 2\n 3\n 4\n-5\n-6\n+x\n 7\n 8\n 9\n",
    ],
    [
      "with lines that were there",
      "5\n",
      "5\n5\n",
      "@@ -3,6 +3,7 @@\n 3\n 4\n 5\n+5\n 6\n 7\n 8\n",
    ],
  ])("shows what is written %s", (_, part, insert, hunk) => {
    const text = numbers(9);
    expect(diff(text, [replacing(text, part, insert)])).toBe(`--- a/file\n+++ b/file\n${hunk}`);
  });

  it("joins changes with six lines between them, and none further apart", () => {
    const text = numbers(30);
    const hunks = (...lines: number[]) => {
      const edits = lines.map((line) => replacing(text, `\n${line}\n`, `\nx${line}\n`));
      return diff(text, edits).match(/^@@.*@@$/gm);
    };
    expect(hunks(5, 12)).toEqual(["@@ -2,14 +2,14 @@"]);
    expect(hunks(5, 13)).toEqual(["@@ -2,7 +2,7 @@", "@@ -10,7 +10,7 @@"]);
  });

  it("marks a last line without a line break", () => {
    expect(diff("a\nb", [{ offset: 3, remove: 0, insert: "\n" }])).toBe(
      "--- a/file\n+++ b/file\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n",
    );
    expect(diff("a\nb", [{ offset: 0, remove: 1, insert: "c" }])).toBe(
      "--- a/file\n+++ b/file\n@@ -1,2 +1,2 @@\n-a\n+c\n b\n\\ No newline at end of file\n",
    );
  });

  it("ends a name that has a space with a tab, as git does", () => {
    const output = new UnifiedDiff("my pod.yaml", plain).end();
    expect(output).toBe("--- a/my pod.yaml\t\n+++ b/my pod.yaml\t\n");
  });

  it("has colors if there are any", () => {
    const output = diff("a\n", [{ offset: 0, remove: 1, insert: "b" }], 1, createColors(true));
    expect(output).toBe(
      [
        "\u001B[1m--- a/file\u001B[22m",
        "\u001B[1m+++ b/file\u001B[22m",
        "\u001B[36m@@ -1 +1 @@\u001B[39m",
        "\u001B[31m-a\u001B[39m",
        "\u001B[32m+b\u001B[39m",
        "",
      ].join("\n"),
    );
  });

  /** A text, with edits that do not touch and do not cross the line breaks they do not remove. */
  const edited = fc
    .array(
      fc.record({
        kept: fc.array(fc.constantFrom("a", "bb\n", "\n", "c\nd\n", "e\n\n"), { maxLength: 12 }),
        removed: fc.constantFrom("", "", "x", "y\n", "y\nz"),
        insert: fc.constantFrom("", "1", "2\n", "3\n4\n", "\n5", "bb\n"),
      }),
      { minLength: 1, maxLength: 12 },
    )
    .map((parts) => {
      let text = "";
      const edits: TextEdit[] = [];
      for (const { kept, removed, insert } of parts) {
        text += kept.join("");
        if (removed !== insert) edits.push({ offset: text.length, remove: removed.length, insert });
        text += removed;
      }
      return { text, edits };
    })
    .filter(({ text, edits }) => applyTextEdits(text, edits) !== text);

  it("turns the old text into the new one when it is applied", () => {
    fc.assert(
      fc.property(edited, ({ text, edits }) => {
        const patched = applyPatch(text, diff(text, edits), { fuzzFactor: 0 });
        expect(patched).toBe(applyTextEdits(text, edits));
      }),
    );
  });

  it("is the same however the text is divided into blocks of lines", () => {
    const text = numbers(60);
    const line = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(fc.uniqueArray(line), fc.integer({ min: 1, max: 40 }), (lines, size) => {
        const edits = lines
          .sort((a, b) => a - b)
          .map((number) => ({ ...replacing(`\n${text}`, `\n${number}\n`, `x\n${number}`) }))
          .map((edit) => ({ ...edit, remove: edit.remove - 2 }));
        expect(diff(text, edits, size)).toBe(diff(text, edits));
      }),
    );
  });

  it.each([
    ["git", ["apply", "--unidiff-zero", "changes.diff"]],
    ["patch", ["-p1", "--fuzz=0", "--input=changes.diff"]],
  ])("is accepted by %s", (command, args) => {
    const text = `${numbers(30)}last`;
    const edits = [
      replacing(text, "1\n", "one\n"),
      replacing(text, "12\n", "12\n12.5\n"),
      replacing(text, "25\n", ""),
      replacing(text, "last", "last\n"),
    ];
    const cwd = folderWith({ file: text, "changes.diff": diff(text, edits) });
    execFileSync(command, args, { cwd });
    expect(fileIn(cwd, "file")).toBe(applyTextEdits(text, edits));
  });

  it("takes time in proportion to the text and to the edits, on one line too", () => {
    const count = 20_000;
    const item = "- x\n- y\n- z\n- x\n- y\n- z\n- x\n- y\n";
    const edits = Array.from({ length: count }, (_, index) => ({
      offset: index * item.length,
      remove: 0,
      insert: "- new\n",
    }));
    const started = performance.now();
    expect(diff(item.repeat(count), edits).match(/^\+- new$/gm)).toHaveLength(count);
    // Ends without a line break.
    const line = diff(item.repeat(count).replaceAll("\n", " "), edits);
    expect(line.match(/- new/g)).toHaveLength(count);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
