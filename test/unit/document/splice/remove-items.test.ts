import { describe, expect, it } from "vitest";
import { readDocument } from "../../../../src/document/parser/read-document.ts";
import { removeItems } from "../../../../src/document/splice/remove-items.ts";
import { applyTextEdits } from "../../../../src/document/text/text-edit.ts";
import { findNode } from "../../../../src/document/tree/find-node.ts";
import { itemsOf, type LocatedItem } from "../../../../src/document/tree/located.ts";

/** The text without some items of the collection at `a`; nothing where that cannot be written. */
function without(text: string, ...indices: readonly number[]): string | undefined {
  const { node } = findNode(readDocument(text).tree, ["a"]);
  if (node?.type !== "list" && node?.type !== "map") throw new Error("not a collection");
  const removed = new Set(indices.map((index) => itemsOf(node)[index] as LocatedItem));
  const edits = removeItems(text, node, removed);
  return edits && applyTextEdits(text, edits);
}

describe("removeItems", () => {
  it.each<[what: string, text: string, indices: readonly number[], expected: string]>([
    ["the lines of a block item", "a:\n- b: 1\n  c: 2\n# y\n- d\n", [0], "a:\n# y\n- d\n"],
    ["the lines of a kept block scalar", "a:\n- b\n- |+\n  c\n\n- d\n", [1], "a:\n- b\n- d\n"],
    ["the last line of a text", "a:\n- b\n- c\n", [1], "a:\n- b\n"],
    ["the last lines of a text without a final line break", "a:\n- b\n- c\n- d", [1, 2], "a:\n- b"],
    ["lines that end with CRLF", "a:\r\n- b\r\n- c\r\n- d", [1, 2], "a:\r\n- b"],
    ["several lines of a block list", "a:\n- b\n- c\n- d\n- e\n", [0, 2], "a:\n- c\n- e\n"],
    ["the lines of a block entry", "a:\n  b:\n  - 1\n  - 2\n  c: 3\n", [0], "a:\n  c: 3\n"],
    ["the first flow item", "a: [b, {c: d}]\n", [0], "a: [{c: d}]\n"],
    ["the last flow item", "a: [b, {c: d} ]\n", [1], "a: [b ]\n"],
    ["the only flow item", "a: [ b ]\n", [0], "a: [ ]\n"],
    ["the first two flow items", "a: [b, c, d]\n", [0, 1], "a: [d]\n"],
    ["the last two flow items", "a: [b, c, d]\n", [1, 2], "a: [b]\n"],
    ["a flow entry", "a: {b: [1, 2], c: 3}\n", [0], "a: {c: 3}\n"],
    ["a line of JSON", '{"a": {\n  "b": 1,\n  "c": 2\n}}\n', [1], '{"a": {\n  "b": 1\n}}\n'],
    ["the item before a trailing comma", "a: [\n  b,\n  c,\n]\n", [1], "a: [\n  b,\n]\n"],
  ])("removes %s", (_, text, indices, expected) => {
    expect(without(text, ...indices)).toBe(expected);
  });

  it.each<[where: string, text: string, indices: readonly number[], expected: string]>([
    ["after a block item", "a:\n  - b # x\n  - c\n", [0], "a:\n  # x\n  - c\n"],
    ["in a block item", "a:\n- b: 1 # x\n  # y\n  c: '# z'\n- d\n", [0], "a:\n# x\n# y\n- d\n"],
    ["between block items", "a:\n- b\n- c\n# x\n- d", [1, 2], "a:\n- b\n# x"],
    ["after the header of a block scalar", "a:\n- | # x\n  # text\n- c\n", [0], "a:\n# x\n- c\n"],
    [
      "after the key of an entry",
      'a:\n  "b #": # x\n    - 1\n  c: 2\n',
      [0],
      "a:\n  # x\n  c: 2\n",
    ],
    ["between flow items", "a: [\n  b, # x\n  c\n]\n", [1], "a: [\n  b # x\n]\n"],
    ["before a trailing comma", "a: [\n  b, # x\n  c,\n]\n", [1], "a: [\n  b, # x\n]\n"],
    ["before a flow item", "a: [\n  b,\n  # x, y\n  c, d]\n", [1], "a: [\n  b,\n  # x, y\n  d]\n"],
    ["before the last flow item", "a: [\n  b,\n  # x\n  c]\n", [1], "a: [\n  b\n  # x\n  ]\n"],
    ["in a flow item", "a: [b, {c: 1, # x\n  d: 2}, e]\n", [1], "a: [b, # x\ne]\n"],
    ["after the first flow item", "a: [\n  b, # x\n  c\n]\n", [0], "a: [\n  # x\n  c\n]\n"],
  ])("keeps a comment %s", (_, text, indices, expected) => {
    expect(without(text, ...indices)).toBe(expected);
  });

  it("lets the next entry follow the dash", () => {
    const text = "a:\n  - b: 1\n    c: 2\n";
    const { node } = findNode(readDocument(text).tree, ["a", 0]);
    if (node?.type !== "map") throw new Error("not a map");
    const edits = removeItems(text, node, new Set(node.entries.slice(0, 1)));
    expect(edits && applyTextEdits(text, edits)).toBe("a:\n  - c: 2\n");
  });

  it("leaves no block collection empty", () => {
    expect(without("a:\n- b\n- c\n", 0, 1)).toBeUndefined();
    expect(without("a:\n  b: 1\n", 0)).toBeUndefined();
  });
});
