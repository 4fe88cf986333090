import { describe, expect, it } from "vitest";
import {
  parseAnswer,
  parseRows,
  readLines,
  unknownLine,
} from "../../../../src/explain/observed/parse-rows.ts";

/** Reads lines of digits, one number for each digit. */
const digits = (line: string): number[] | undefined =>
  /^\d+$/.test(line) ? [...line].map(Number) : undefined;

describe("readLines", () => {
  it("returns lines that are not blank, with their positions", () => {
    expect(readLines("a\n\n \t\n  b  \n")).toEqual({
      ok: true,
      value: [
        { text: "a", position: { line: 1, column: 1, offset: 0 } },
        { text: "b", position: { line: 4, column: 1, offset: 6 } },
      ],
      warnings: [],
    });
  });

  it("reads CRLF, colors, and other control characters, and keeps tabs", () => {
    const read = readLines("\u001B[1;32mgreen\u001B[0m text\r\na\tb\u0000\r\n\uFEFFc");
    expect(read).toMatchObject({
      value: [{ text: "green text" }, { text: "a\tb" }, { text: "c" }],
    });
  });

  it("reads the beginning of a text or a line that is too long", () => {
    const long = readLines(`${"x".repeat(10_000)}\ny`);
    expect(long).toMatchObject({ value: [{ text: "x".repeat(4_000) }, { text: "y" }] });
    const read = readLines("ab\n".repeat(2_000_000));
    expect(read.warnings).toEqual([
      {
        code: "observation/too-long",
        path: [],
        message: "only the first 4000000 characters were read",
      },
    ]);
    expect(read.ok && read.value.length).toBe(1_333_334);
  });

  it.each([undefined, null, 5, {}, ["a"]])("rejects %j", (text) => {
    expect(readLines(text)).toMatchObject({
      ok: false,
      issues: [{ code: "input/type", path: [] }],
    });
  });
});

describe("parseRows", () => {
  it("returns the rows, and a warning for each line that is none", () => {
    expect(parseRows("12\nx\n\n3", digits)).toEqual({
      ok: true,
      value: [1, 2, 3],
      warnings: [
        {
          code: "observation/unknown-line",
          path: [],
          message: "this line is in no known format",
          received: '"x"',
          position: { line: 2, column: 1, offset: 3 },
        },
      ],
    });
  });

  it("returns none of an empty text", () => {
    expect(parseRows("", digits)).toEqual({ ok: true, value: [], warnings: [] });
  });

  it("rejects what is not a text", () => {
    expect(parseRows(5, digits).ok).toBe(false);
  });
});

describe("parseAnswer", () => {
  it("returns the last row, if any", () => {
    expect(parseAnswer("12\n3", digits)).toEqual({ ok: true, value: 3, warnings: [] });
    expect(parseAnswer("", digits)).toEqual({ ok: true, value: undefined, warnings: [] });
    expect(parseAnswer(null, digits).ok).toBe(false);
  });
});

describe("unknownLine", () => {
  it("counts others", () => {
    const position = { line: 1, column: 1, offset: 0 };
    expect(unknownLine({ text: "x", position }, 3).message).toBe(
      "3 lines are in no known format: this is the first",
    );
  });
});
