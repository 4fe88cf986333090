import { describe, expect, it } from "vitest";
import {
  type BlockStyle,
  blockText,
  entriesText,
  itemsText,
} from "../../../../src/document/splice/block-text.ts";

const USUAL: BlockStyle = { listIndent: 0, mapIndent: 2, dashWidth: 2 };
const WIDE: BlockStyle = { listIndent: 2, mapIndent: 4, dashWidth: 4 };

describe("block text", () => {
  it.each([
    [USUAL, '  - name: A\n    value: "1"\n  - - "x"\n    - {}'],
    [WIDE, '    -   name: A\n        value: "1"\n    -   -   "x"\n        -   {}'],
  ])("of a list is indented in the style %j", (style, expected) => {
    expect(blockText([{ name: "A", value: "1" }, ["x", {}]], 2, style)).toBe(expected);
  });

  it.each([
    [USUAL, '  a:\n    b: 1\n  c:\n  - null\n  "1": []'],
    [WIDE, '    a:\n        b: 1\n    c:\n      -   null\n    "1": []'],
  ])("of a map is indented in the style %j", (style, expected) => {
    const value = Object.fromEntries([
      ["a", { b: 1 }],
      ["c", [null]],
      ["1", []],
    ]);
    const [first, ...others] = Object.entries(value);
    const entries = [...others, first].flatMap((entry) => (entry === undefined ? [] : [entry]));
    expect(entriesText(entries, style === USUAL ? 2 : 4, style)).toBe(expected);
    expect(blockText({ a: { b: 1 } }, 0, style)).toBe(
      entriesText([["a", { b: 1 }]], style.mapIndent, style),
    );
  });

  it("quotes every string but names", () => {
    expect(itemsText([{ name: "A", value: "B" }, "C"], 0, USUAL)).toBe(
      '- name: A\n  value: "B"\n- "C"',
    );
  });
});
