import { describe, expect, it } from "vitest";
import { readDocument } from "../../../../src/document/parser/read-document.ts";
import { blockStyle } from "../../../../src/document/splice/block-style.ts";
import { findNode } from "../../../../src/document/tree/find-node.ts";
import type { FieldPath } from "../../../../src/result/field-path.ts";

/** The style at a path, as list indent, map indent and dash width. */
function styleAt(text: string, path: FieldPath): unknown {
  const { node, steps } = findNode(readDocument(text).tree, path);
  if (node?.type !== "map" && node?.type !== "list") throw new Error("not a collection");
  const { listIndent, mapIndent, dashWidth } = blockStyle(node, steps);
  return [listIndent, mapIndent, dashWidth];
}

describe("blockStyle", () => {
  it.each<[string, string, FieldPath, readonly number[]]>([
    ["what most authors write", "a: 1\n", [], [0, 2, 2]],
    ["the collection itself", "a:\n    - b: 1\nc:\n   d: 2\n", [], [4, 3, 2]],
    ["collections further up", "a:\n  -   b: 1\nc:\n     d:\n       e: 1\n", ["c", "d"], [2, 2, 4]],
    ["the nearest", "a:\n- 1\nb:\n  c:\n      d:\n        - e: 1\n", ["b", "c"], [2, 4, 2]],
    ["the last item of a list", "- a: 1\n-   b: 2\n", [], [0, 2, 4]],
    ["block style alone", "a: [b]\nc: {d: [e]}\n", [], [0, 2, 2]],
    ["a dash on a line of its own", "a:\n-\n b: 1\n", ["a"], [0, 2, 2]],
  ])("is that of %s", (_, text, path, style) => {
    expect(styleAt(text, path)).toEqual(style);
  });
});
