import { describe, expect, it } from "vitest";
import { readDocument } from "../../../../src/document/parser/read-document.ts";
import { removeItem } from "../../../../src/document/splice/remove-item.ts";
import { applyTextEdits } from "../../../../src/document/text/text-edit.ts";
import { findNode } from "../../../../src/document/tree/find-node.ts";

function without(text: string, index: number): string {
  const { node } = findNode(readDocument(text).tree, ["a"]);
  if (node?.type !== "list") throw new Error("not a list");
  return applyTextEdits(text, [removeItem(text, node, index)]);
}

describe("removeItem", () => {
  it.each([
    ["lines of a block item", "a:\n- b: 1\n  c: 2 # x\n# y\n- d\n", 0, "a:\n# y\n- d\n"],
    ["lines of a kept block scalar", "a:\n- b\n- |+\n  c\n\n- d\n", 1, "a:\n- b\n- d\n"],
    ["last line of a text", "a:\n- b\n- c\n", 1, "a:\n- b\n"],
    ["last line of a text without a final line break", "a:\n- b\n- c", 1, "a:\n- b"],
    ["first flow item", "a: [b, {c: d}]\n", 0, "a: [{c: d}]\n"],
    ["last flow item", "a: [b, {c: d} ]\n", 1, "a: [b ]\n"],
    ["only flow item", "a: [ b ]\n", 0, "a: [ ]\n"],
  ])("removes the %s", (_, text, index, expected) => {
    expect(without(text, index)).toBe(expected);
  });
});
