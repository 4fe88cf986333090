import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { blockScalarValue, skipBlockScalar } from "../../../../src/document/lexer/block-scalar.ts";
import { DocumentBytes, UNCERTAIN } from "../../../../src/document/lexer/document-bytes.ts";

/** The content, the value and the rest of the text after the block scalar of `a: `. */
function read(text: string): { content: string; value: string; rest: string } {
  const document = new DocumentBytes();
  document.load(text);
  const start = text.indexOf(": ") + 2;
  const [end, next] = skipBlockScalar(document.bytes, start, 0);
  return {
    content: text.slice(start, end),
    value: blockScalarValue(document, start, end),
    rest: text.slice(next),
  };
}

describe("a block scalar", () => {
  it.each([
    ["a: |\n  x\n  y\nb: 1\n", "|\n  x\n  y", "b: 1\n"],
    ["a: |-\n  x\n\n\nb: 1\n", "|-\n  x", "b: 1\n"],
    ["a: |+\n  x\n\n\nb: 1\n", "|+\n  x\n\n\n", "b: 1\n"],
    ["a: | # c\n    x\n      y\n", "| # c\n    x\n      y", ""],
    ["a: |\n\n  x\n # c\nb: 1", "|\n\n  x", " # c\nb: 1"],
    ["a: >\n  x\n  y\n", ">\n  x\n  y", ""],
    ["a: |\r\n  x\r\n  y\r\nb: 1", "|\r\n  x\r\n  y", "b: 1"],
    ["a: |\n  x", "|\n  x", ""],
  ])("ends, and has the value that the yaml package reads: %j", (text, content, rest) => {
    const read_ = read(text);
    expect(read_).toMatchObject({ content, rest });
    expect(read_.value).toBe((parse(text) as { a: string }).a);
  });

  it.each([
    ["without content", "a: |\nb: 1\n"],
    ["with an indentation indicator", "a: |2\n  x\n"],
    ["with text after its header", "a: | x\n  y\n"],
    ["whose first lines are blank and wider", "a: |\n    \n  x\n"],
    ["whose content begins with a tab", "a: |\n  \tx\n"],
    ["that keeps its line breaks at the end of a text without one", "a: |+\n  x"],
    ["folded, with a blank line", "a: >\n  x\n\n  y\n"],
    ["folded, with a deeper line", "a: >\n  x\n   y\n"],
  ])("%s is uncertain", (_, text) => {
    let thrown: unknown;
    try {
      read(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBe(UNCERTAIN);
  });
});
