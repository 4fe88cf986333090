import { describe, expect, it } from "vitest";
import { Refusal } from "../../../../src/document/parser/cursor.ts";
import type { Token } from "../../../../src/document/parser/token.ts";
import { TokenScanner } from "../../../../src/document/parser/token-scanner.ts";

function tokensOf(text: string): string[] {
  const scanner = new TokenScanner(text);
  const shown: string[] = [];
  for (;;) {
    const token = scanner.take();
    if (token.type === "stream end") return shown;
    shown.push(show(token));
  }
}

function show(token: Token): string {
  if (token.type === "scalar") return JSON.stringify(token.value);
  if (token.type === "tag") return token.tag.join(" ");
  return "name" in token ? `${token.type} ${token.name}` : token.type;
}

function refusalOf(text: string): unknown {
  try {
    return tokensOf(text);
  } catch (error) {
    return error instanceof Refusal ? [error.problem.message, error.problem.offset] : error;
  }
}

describe("TokenScanner", () => {
  it.each([
    ["a: b", ["block map", "key", '"a"', ":", '"b"', "block end"]],
    ["- a\n- b", ["block list", "-", '"a"', "-", '"b"', "block end"]],
    ["a:\n- b", ["block map", "key", '"a"', ":", "-", '"b"', "block end"]],
    ["? a\n: b", ["block map", "key", '"a"', ":", '"b"', "block end"]],
    ["{?a: b}", ["{", "key", '"a"', ":", '"b"', "}"]],
    ["[a?b]", ["[", '"a"', "key", '"b"', "]"]],
    ["{a:, b:]c}", ["{", '"a:"', ",", '"b:"', "]", '"c}"']],
    ['{"a":b}', ["{", "key", '"a"', ":", '"b"', "}"]],
    ["!a[b],c d", ["! a[b],c", '"d"']],
    ["!!int 1", ["!! int", '"1"']],
    ["!<a> 1", [" a", '"1"']],
    ["! 1", [" !", '"1"']],
    ["!a%62 c", ["! ab", '"c"']],
    ["[&a b, *a]", ["[", "anchor a", '"b"', ",", "alias a", "]"]],
    ["[a]#b", ["[", '"a"', "]"]],
    ["a\n b\n\n c # d", ['"a b\\nc"']],
    ["'a''b\n\n c'", ['"a\'b\\nc"']],
    ['"a\\\n  b\\n\\x41\\u0042\\U00000043\\\'\\_"', ['"ab\\nABC\'\u00a0"']],
    ["|\n a\n  b\n", ['"a\\n b\\n"']],
    [">\n a\n b\n\n c\n  d\n", ['"a b\\nc\\n d\\n"']],
    ["|2-\n   a\n", ['" a"']],
    ["|+\n a\n\n", ['"a\\n\\n"']],
    [
      "a: |\r\n  b\r\nc: d",
      ["block map", "key", '"a"', ":", '"b\\n"', "key", '"c"', ":", '"d"', "block end"],
    ],
    ["a\u2028 b", ['"a\u2028b"']],
    ["%TAG !a! b\n---\n...\n", ["directive", "document start", "document end"]],
  ])("reads %j", (text, tokens) => {
    expect(tokensOf(text)).toEqual(tokens);
  });

  it.each([
    ["@a", "found character that cannot start any token", 0],
    ["\ta: b", "found character that cannot start any token", 0],
    ["[|]", "found character that cannot start any token", 1],
    ["a: b: c", "mapping values are not allowed in this context", 4],
    ["a: - b", "block sequence entries are not allowed in this context", 3],
    ["a: ? b", "mapping keys are not allowed in this context", 3],
    ["a: b\nc\n", "could not find expected ':'", 5],
    ["a: b\nc\nd: e\n", "could not find expected ':'", 5],
    ["- a\n \n\tb", "found a tab character that violates indentation", 6],
    ["|\n\t", "found a tab character where an indentation space is expected", 2],
    ["|0\n", "found an indentation indicator equal to 0", 1],
    ["| a\n", "did not find expected comment or line break", 2],
    ['"a', "found unexpected end of stream", 3],
    ['"a\n--- b"', "found unexpected document indicator", 3],
    ['"\\/"', "found unknown escape character", 1],
    ['"\\xg0"', "did not find expected hexadecimal number", 3],
    ['"\\ud800"', "found invalid Unicode character escape code", 3],
    ["&", "did not find expected alphabetic or numeric character", 1],
    ["!<a b", "did not find the expected '>'", 3],
    ["!!", "did not find expected tag URI", 2],
    ["!a{b", "did not find expected whitespace or line break", 2],
    ["%A", "unknown or invalid directive", 0],
    ["a: b\n\uFEFFc: d", "byte order mark after the start of the text", 5],
  ])("refuses %j", (text, message, offset) => {
    expect(refusalOf(text)).toEqual([`invalid YAML: ${message}`, offset]);
  });

  it.each(["{{ a }}", "{% a %}"])("takes %s for a template", (text) => {
    expect(refusalOf(text)).toEqual([
      `unrendered template: ${text.replace(" a ", " ... ")} in place of a value`,
      0,
    ]);
  });

  it("takes a key of 1024 characters, and no longer one", () => {
    expect(tokensOf(`${"k".repeat(1024)}: a`)).toContain("key");
    expect(tokensOf(`${"🦀".repeat(1024)}: a`)).toContain("key");
    expect(refusalOf(`${"k".repeat(1025)}: a`)).toEqual([expect.stringContaining("values"), 1025]);
  });
});
