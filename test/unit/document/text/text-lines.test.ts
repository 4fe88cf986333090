import { describe, expect, it } from "vitest";
import {
  blanksBefore,
  columnOf,
  endBeforeBreaks,
  isFirstOnLine,
  lineBreakAt,
  lineEnd,
  lineStart,
} from "../../../../src/document/text/text-lines.ts";

const TEXT = "a: 1\r\n  b: 2\n\tc";
const B = TEXT.indexOf("b");
const C = TEXT.indexOf("c");

describe("the line of an offset", () => {
  it("begins after a line feed, and ends before its line break", () => {
    expect([0, 3, B, C].map((offset) => lineStart(TEXT, offset))).toEqual([0, 0, 6, 13]);
    expect([0, 4, B, C].map((offset) => lineEnd(TEXT, offset))).toEqual([4, 4, 12, TEXT.length]);
  });

  it("has a column, and blanks before its text", () => {
    expect([0, B, B + 1, C].map((offset) => columnOf(TEXT, offset))).toEqual([0, 2, 3, 1]);
    expect([0, B, C].map((offset) => blanksBefore(TEXT, offset))).toEqual(["", "  ", "\t"]);
    expect([0, 1, B, B + 1, C].map((offset) => isFirstOnLine(TEXT, offset))).toEqual([
      true,
      false,
      true,
      false,
      true,
    ]);
  });

  it("does not include a byte order mark", () => {
    expect(lineStart("\uFEFFa", 1)).toBe(1);
    expect(lineStart("\uFEFFa", 0)).toBe(0);
    expect(columnOf("\uFEFFab", 2)).toBe(1);
  });
});

describe("lineBreakAt", () => {
  it.each([
    ["that before the offset", TEXT, B, "\r\n"],
    ["that before the offset, not one further up", TEXT, C, "\n"],
    ["the next on the first line", TEXT, 2, "\r\n"],
    ["a line feed in a text of one line", "a", 1, "\n"],
  ])("is %s", (_, text, offset, expected) => {
    expect(lineBreakAt(text, offset)).toBe(expected);
  });
});

describe("endBeforeBreaks", () => {
  it("leaves out line breaks at the end of a node", () => {
    expect(endBeforeBreaks("a\r\n\n\r\nb", 6)).toBe(1);
    expect(endBeforeBreaks("ab", 2)).toBe(2);
    expect(endBeforeBreaks("\n\n", 2)).toBe(0);
  });
});
