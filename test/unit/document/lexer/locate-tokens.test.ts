import { describe, expect, it } from "vitest";
import { DocumentLexer } from "../../../../src/document/lexer/document-lexer.ts";
import { ALL } from "../../../../src/document/lexer/projection.ts";
import { readDocument } from "../../../../src/document/parser/read-document.ts";
import type { LocatedMap, LocatedNode } from "../../../../src/document/tree/located.ts";

function treeOf(text: string): LocatedNode | undefined {
  return new DocumentLexer(() => ALL).read(text)?.tree;
}

/** A tree as plain data. */
function plain(node: LocatedNode | undefined): unknown {
  if (node === undefined || node.type === "alias") return undefined;
  const { type, start, end } = node;
  if (node.type === "scalar") return { type, start, end, value: node.value };
  const { flow, column } = node;
  const children =
    node.type === "list"
      ? node.items.map(({ start, valueFrom, value }) => [start, valueFrom, plain(value)])
      : node.entries.map(({ key, start, valueFrom, value }) => [
          key,
          start,
          valueFrom,
          plain(value),
        ]);
  return { type, flow, column, start, end, children };
}

describe("locateTokens", () => {
  it.each([
    "a: 1\nb:\n- c: 'd'\n  e: {f: [1]}\n- - g\n  -\nh:\n",
    "a:\r\n    \"b\" :\r\n      c: |+\r\n        x\r\n\r\n    'd': e\r\n",
    "a:\n  b: >-\n    x\n    y\n\nc: []",
    "漢: é\nb:\n  - 🦀: 1\n",
  ])("gives the tree of the yaml package: %j", (text) => {
    expect(plain(treeOf(text) ?? readDocument(text).tree)).toEqual(plain(readDocument(text).tree));
  });

  it("finds the last entry of a key, the first time and later", () => {
    const map = treeOf("a: 1\nb: 2\na: 3\n") as LocatedMap;
    for (const _ of ["first", "second", "third"]) {
      expect(map.find?.("a")).toMatchObject({ key: "a", start: 10, value: { value: 3 } });
      expect(map.find?.("c")).toBeUndefined();
    }
  });

  it("creates the value of an entry once, and that of an item each time", () => {
    const map = treeOf("a:\n- b: 1\n") as LocatedMap;
    const [entry] = map.entries;
    expect(entry?.value).toBe(entry?.value);
    const list = entry?.value;
    const item = list?.type === "list" ? list.items[0] : undefined;
    expect(item?.value).not.toBe(item?.value);
  });
});
