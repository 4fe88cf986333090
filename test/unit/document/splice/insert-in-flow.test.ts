import { describe, expect, it } from "vitest";
import { readDocument } from "../../../../src/document/parser/read-document.ts";
import { flowStyle } from "../../../../src/document/splice/flow-style.ts";
import { insertInFlow } from "../../../../src/document/splice/insert-in-flow.ts";
import { applyTextEdits } from "../../../../src/document/text/text-edit.ts";
import { findNode } from "../../../../src/document/tree/find-node.ts";
import type { LocatedItem } from "../../../../src/document/tree/located.ts";

function inserted(text: string, where: "before" | "after", index: number): string {
  const { node, steps } = findNode(readDocument(text).tree, ["a"]);
  if (node?.type !== "list") throw new Error("not a list");
  const item = node.items[index] as LocatedItem;
  const point = where === "before" ? { before: item } : { after: item };
  return applyTextEdits(text, insertInFlow(text, point, ["x", "y"], flowStyle(text, node, steps)));
}

describe("insertInFlow inserts", () => {
  it.each([
    ["before an item", "a: [b, c]\n", "before", 1, "a: [b, x, y, c]\n"],
    ["after an item", "a: [b, c]\n", "after", 1, "a: [b, c, x, y]\n"],
    ["without spaces, like the items", '{"a":["b","c"]}\n', "after", 1, '{"a":["b","c",x,y]}\n'],
    [
      "lines before a line",
      "a: [\n  b,\n  c\n]\n",
      "before",
      1,
      "a: [\n  b,\n  x,\n  y,\n  c\n]\n",
    ],
    ["lines after a line", "a: [\n  b\n]\n", "after", 0, "a: [\n  b,\n  x,\n  y\n]\n"],
    ["below a comment", "a: [\n  b # c\n]\n", "after", 0, "a: [\n  b, # c\n  x,\n  y\n]\n"],
    ["below a comma", "a: [\n  b, # c\n]\n", "after", 0, "a: [\n  b, # c\n  x,\n  y,\n]\n"],
  ] as const)("%s", (_, text, where, index, expected) => {
    expect(inserted(text, where, index)).toBe(expected);
  });
});
