import { describe, expect, it } from "vitest";
import { readDocument } from "../../../../src/document/parser/read-document.ts";
import { commentsIn, keepComments } from "../../../../src/document/splice/comments.ts";
import { applyTextEdits } from "../../../../src/document/text/text-edit.ts";
import type { LocatedEntry } from "../../../../src/document/tree/located.ts";

function entriesOf(text: string): readonly LocatedEntry[] {
  const { tree } = readDocument(text);
  return tree?.type === "map" ? tree.entries : [];
}

describe("commentsIn", () => {
  it.each<[where: string, text: string, comments: readonly string[]]>([
    ["on lines of their own", "a: 1\n# x\n  # y  \n", ["# x", "# y"]],
    ["after values", "a: b # x\nc: [1, # y\n 2]\n", ["# x", "# y"]],
    ["after keys, tags and anchors", "a: &b # x\n  - !!str # y\n    c\n", ["# x", "# y"]],
    ["after the header of a block scalar", "a: |- # x\n  # b\n", ["# x"]],
    ["at the end of lines with CRLF", "a: b # x\r\n", ["# x"]],
  ])("finds comments %s", (_, text, comments) => {
    expect(commentsIn(text, 0, text.length, entriesOf(text))).toEqual(comments);
  });

  it.each(["a: b#c\n", 'a: "b # c"\n', "a: 'b # c'\n", '"a # b": c\n', "a: !!str >\n  # b\n"])(
    "finds none in %j",
    (text) => {
      expect(commentsIn(text, 0, text.length, entriesOf(text))).toEqual([]);
    },
  );

  it("finds none outside of the part", () => {
    expect(commentsIn("# a\n# b\n# c\n", 4, 8, [])).toEqual(["# b"]);
  });
});

describe("keepComments", () => {
  it.each<[text: string, expected: string]>([
    ["a: { # x\n  b: c # y\n }\n", "a: 1 # x # y\n"],
    ["a: [b, # x\n c] # y\n", "a: 1 # x # y\n"],
    ["  {a: {b: # x\n c}, d: e}\n", "  {a: 1 # x\n  , d: e}\n"],
    ["a: {b: c}\n", "a: 1\n"],
  ])("writes those of %j after the new text", (text, expected) => {
    const [entry] = entriesOf(text);
    const { start = 0, end = 0 } = entry?.value ?? {};
    const edit = { offset: start, remove: end - start, insert: "1" };
    const edits = [keepComments(text, edit, entry === undefined ? [] : [entry])];
    expect(applyTextEdits(text, edits)).toBe(expected);
  });
});
