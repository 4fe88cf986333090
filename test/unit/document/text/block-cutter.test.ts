import { describe, expect, it } from "vitest";
import { BlockCutter } from "../../../../src/document/text/block-cutter.ts";

/** The blocks that chunks of a size are cut into. */
function blocksOf(text: string, size: number): string[] {
  const cutter = new BlockCutter();
  const blocks: string[] = [];
  for (let at = 0; at < text.length; at += size) {
    const block = cutter.push(text.slice(at, at + size));
    if (block !== undefined) blocks.push(block);
  }
  return [...blocks, cutter.end()];
}

describe("BlockCutter", () => {
  it.each<[string, string, string[]]>([
    ["before separators", "a: 1\n---\nb: 2\n---\n", ["a: 1\n", "---\nb: 2\n", "---\n"]],
    ["not at comments before the first separator", "# a\n---\nb: 1\n", ["# a\n---\nb: 1\n"]],
    [
      "before the lines of JSON objects",
      '{"a":1}\n\n{"b":[{}]}\n',
      ['{"a":1}\n\n', '{"b":[{}]}\n'],
    ],
    [
      "not within JSON strings",
      '{"a":"}\\"\\\\"}\n{"b":"{\\n{"}',
      ['{"a":"}\\"\\\\"}\n', '{"b":"{\\n{"}'],
    ],
    ["not between JSON objects on one line", '{}{"a":1} {}\n{}', ['{}{"a":1} {}\n', "{}"]],
    ["not at flow maps of YAML", "{a: 1}\n{b: 2}\n", ["{a: 1}\n{b: 2}\n"]],
    ["not after text between JSON objects", "{}\n{}\nx\n{}\n", ["{}\n", "{}\nx\n{}\n"]],
    ["not after a byte order mark between JSON objects", "{}\n\uFEFF{}\n{}", ["{}\n\uFEFF{}\n{}"]],
    ["not after a byte order mark, since that is YAML", "\uFEFF\n {}\n{}", ["\uFEFF\n {}\n{}"]],
    ["not within dashes deeper in a line", "a: ---\n ---\n", ["a: ---\n ---\n"]],
  ])("cuts %s, in chunks of one unit", (_, text, blocks) => {
    expect(blocksOf(text, 1)).toEqual(blocks);
  });

  it.each([
    ["documents", `a: ${"x".repeat(90)}\n---\n`],
    ["JSON objects", `{"a": "${"x".repeat(90)}"}\n`],
  ])("holds no more than one of many %s", (_, one) => {
    const text = one.repeat(200);
    for (const size of [1, 7, 64]) {
      const cutter = new BlockCutter();
      let [most, given] = [0, ""];
      for (let at = 0; at < text.length; at += size) {
        given += cutter.push(text.slice(at, at + size)) ?? "";
        most = Math.max(most, cutter.held);
      }
      expect(given + cutter.end()).toBe(text);
      expect(cutter.held).toBe(0);
      expect(most).toBeLessThanOrEqual(one.length + 64 + 4);
    }
  });

  it("ignores empty chunks", () => {
    const cutter = new BlockCutter();
    expect(["", "a: 1\n", "", "---\n"].map((chunk) => cutter.push(chunk))).toEqual([
      undefined,
      undefined,
      undefined,
      "a: 1\n",
    ]);
    expect(cutter.end()).toBe("---\n");
  });
});
