import { describe, expect, it } from "vitest";
import { readDocument } from "../../../../src/document/parser/read-document.ts";
import { flowLines, flowStyle, valueLines } from "../../../../src/document/splice/flow-style.ts";
import { findNode } from "../../../../src/document/tree/find-node.ts";
import type { FieldPath } from "../../../../src/result/field-path.ts";

function at(text: string, path: FieldPath) {
  const { node, steps } = findNode(readDocument(text).tree, path);
  if (node?.type !== "map" && node?.type !== "list") throw new Error("not a collection");
  return { node, steps };
}

function styleAt(text: string, path: FieldPath) {
  const { node, steps } = at(text, path);
  return flowStyle(text, node, steps);
}

const YAML = { quoted: false, colon: ": ", comma: ", ", padding: "" };

describe("flowStyle", () => {
  it.each<[string, string, FieldPath, object]>([
    ["an empty collection", "a: []\n", ["a"], YAML],
    ["a map", "{a: b}\n", [], YAML],
    ["padded braces", "{ a: b }\n", [], { ...YAML, padding: " " }],
    ["JSON", '{"a": 1, "b": 2}', [], { ...YAML, quoted: true }],
    ["compact JSON", '{"a":1,"b":2}', [], { quoted: true, colon: ":", comma: ",", padding: "" }],
    [
      "JSON without blanks after colons",
      '{"a":1, "b":2}',
      [],
      { ...YAML, quoted: true, colon: ":" },
    ],
    ["the map around a list", '{"a":[]}', ["a"], { ...YAML, quoted: true, colon: ":", comma: "," }],
    ["the maps in a list", "a: [{ b: 1 }]\n", ["a"], { ...YAML, padding: " " }],
  ])("is that of %s", (_, text, path, style) => {
    expect(styleAt(text, path)).toEqual(style);
  });
});

describe("flowLines", () => {
  it.each<[string, string, FieldPath, object | undefined]>([
    ["one line", "{a: b}", [], undefined],
    ["items after the bracket", "a: [b,\n  c]\n", ["a"], undefined],
    ["one item per line", "a: [\n    b,\n    c\n  ]\n", ["a"], { indent: "  ", unit: "  " }],
    ["tabs", '{\n\t"a": 1\n}', [], { indent: "", unit: "\t" }],
    [
      "a closing bracket that is indented more",
      "a: [\n b\n    ]\n",
      ["a"],
      { indent: "    ", unit: "  " },
    ],
  ])("are those of %s", (_, text, path, lines) => {
    expect(flowLines(text, at(text, path).node)).toEqual(lines);
  });
});

describe("valueLines", () => {
  it("are deeper than the map in JSON, and none in YAML", () => {
    const json = '{\n  "a": 1\n}';
    const { node } = at(json, []);
    const map = node.type === "map" ? node : undefined;
    const lines = map && valueLines(json, map, { ...YAML, quoted: true });
    expect(lines).toEqual({ indent: "  ", unit: "  " });
    expect(map && valueLines(json, map, YAML)).toBeUndefined();
  });
});
