import { describe, expect, it } from "vitest";
import { IndentedText } from "../../../../src/document/parser/indented-text.ts";

describe("IndentedText", () => {
  it("is the original without insertions", () => {
    const text = new IndentedText("a\nb");
    expect(text.text).toBe("a\nb");
    expect(text.toOriginal(2)).toBe(2);
  });

  it("indents the lines that begin within a span", () => {
    const once = new IndentedText("a: [b,\nc,\n d]\ne: 1\n").indent(3, 13, 2);
    expect(once.text).toBe("a: [b,\n  c,\n   d]\ne: 1\n");
    const twice = once.indent(once.text.indexOf("c"), once.text.indexOf("e: 1"), 3);
    expect(twice.text).toBe("a: [b,\n  c,\n      d]\ne: 1\n");
  });

  it("converts every offset back, those of inserted blanks to the text after them", () => {
    const original = "a: [b,\nc,\n d]\ne: 1\n";
    const indented = new IndentedText(original).indent(3, 13, 2).indent(3, 17, 1);
    for (let offset = 0; offset < indented.text.length; offset++) {
      const at = indented.toOriginal(offset);
      const isBlank = indented.text[offset] === " ";
      if (!isBlank) expect(original[at]).toBe(indented.text[offset]);
      expect(at).toBeGreaterThanOrEqual(indented.toOriginal(Math.max(0, offset - 1)));
    }
    expect(indented.toOriginal(indented.text.length)).toBe(original.length);
  });
});
