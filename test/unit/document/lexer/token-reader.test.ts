import { describe, expect, it } from "vitest";
import { DocumentBytes, UNCERTAIN } from "../../../../src/document/lexer/document-bytes.ts";
import { TokenReader } from "../../../../src/document/lexer/token-reader.ts";
import { KEY, TokenTable } from "../../../../src/document/lexer/token-table.ts";
import {
  BLOCK_SCALAR,
  FLOW,
  FOLDED_PLAIN,
  NO_VALUE,
  PLAIN,
  QUOTED,
} from "../../../../src/document/lexer/value-kind.ts";

function read(text: string): { tokens: TokenTable; reader: TokenReader } {
  const document = new DocumentBytes();
  const tokens = new TokenTable(document);
  const reader = new TokenReader(tokens);
  document.load(text);
  reader.read();
  return { tokens, reader };
}

/** Each token: its key or dash, the kind and text of its value, and the next token not below it. */
function tokensOf(text: string): unknown[] {
  const { tokens } = read(text);
  return Array.from({ length: tokens.length }, (_, token) => {
    expect(tokens.kind(token) === KEY ? "" : "-").toBe(tokens.key(token) === "-" ? "-" : "");
    const value = text.slice(tokens.valueStart(token), tokens.valueEnd(token));
    return [tokens.key(token), tokens.valueKind(token), value, tokens.next(token)];
  });
}

describe("TokenReader", () => {
  it("reads keys and dashes with their values, in the order of the text", () => {
    const text = `a: 1 # one\n"b": 'x'\nc:\n  d: {e: f}\n  g: |\n    text\nh: x\n  y\n`;
    expect(tokensOf(text)).toEqual([
      ["a", PLAIN, "1", 1],
      ["b", QUOTED, "'x'", 2],
      ["c", NO_VALUE, "", 5],
      ["d", FLOW, "{e: f}", 4],
      ["g", BLOCK_SCALAR, "|\n    text", 5],
      ["h", FOLDED_PLAIN, "x\n  y", 6],
    ]);
  });

  it("reads lists in the column of their key, and nested dashes", () => {
    expect(tokensOf("a:\n- b\n- - c: 1\n    d: 2\n  - e\nf:\n  - g")).toEqual([
      ["a", NO_VALUE, "", 7],
      ["-", PLAIN, "b", 2],
      ["-", NO_VALUE, "", 7],
      ["-", NO_VALUE, "", 6],
      ["c", PLAIN, "1", 5],
      ["d", PLAIN, "2", 6],
      ["-", PLAIN, "e", 7],
      ["f", NO_VALUE, "", 9],
      ["-", PLAIN, "g", 9],
    ]);
  });

  it("reads comments, blank lines and CRLF as no tokens", () => {
    expect(tokensOf("# top\r\n\r\na: 1\r\n  # deep\r\n\r\nb:\r\n# end")).toEqual([
      ["a", PLAIN, "1", 1],
      ["b", NO_VALUE, "", 2],
    ]);
  });

  it("tells the start of a quoted key with and without its quote", () => {
    const { tokens } = read('"a": 1\nb: 2\n');
    expect([tokens.start(0), tokens.quotedStart(0)]).toEqual([1, 0]);
    expect([tokens.start(1), tokens.quotedStart(1)]).toEqual([7, 7]);
    expect([tokens.hasKey(0, "a"), tokens.hasKey(0, "b"), tokens.hasKey(0, "ab")]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("warns of duplicate keys", () => {
    const { reader } = read('a: 1\nb: {a: 2}\n"a": 3\nc:\n  a: 4\n  a: 5\n');
    expect(reader.warnings).toEqual([
      {
        code: "yaml/duplicate-key",
        offset: 15,
        message: 'duplicate key "a": kubectl uses the last',
        hint: "remove one of them: a strict server rejects both",
      },
      expect.objectContaining({ code: "yaml/duplicate-key", offset: 34 }),
    ]);
  });

  it("reads more tokens than most documents have for their length", () => {
    const { tokens } = read("- ".repeat(90).concat("a: 1\n"));
    expect(tokens.length).toBe(91);
    expect(read(Array.from({ length: 5000 }, (_, n) => `k${n}:\n`).join("")).tokens.length).toBe(
      5000,
    );
  });

  it("reads one document after another", () => {
    const document = new DocumentBytes();
    const tokens = new TokenTable(document);
    const reader = new TokenReader(tokens);
    for (const [text, count] of [
      ["a: 1\na: 2\nb:\n  c: {d: 1}\n", 4],
      ["- x", 1],
      ["a: 1", 1],
    ] as const) {
      document.load(text);
      reader.read();
      expect([tokens.length, reader.warnings.length]).toEqual([count, count === 4 ? 1 : 0]);
    }
  });

  it.each([
    ["a list below a list item in the same column", "- a\nb: 1\n"],
    ["a key left of the map before", "  a: 1\n b: 2\n"],
    ["a value that is indented like its key", "a:\nb\n"],
    ["a map below a scalar", "a: 1\n  b: 2\n"],
    ["a list below a scalar", "a: 1\n- b\n"],
    ["a key of more than 1000 characters", `${"k".repeat(1001)}: 1\n`],
    ["nesting of more than 100 levels", `${"- ".repeat(101)}a\n`],
    ["a tab", "a:\tb\n"],
    ["a lone carriage return", "a: 1\rb: 2\n"],
  ])("throws UNCERTAIN at %s", (_, text) => {
    let thrown: unknown;
    try {
      read(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBe(UNCERTAIN);
  });
});
