import { describe, expect, it } from "vitest";
import { DocumentBytes, UNCERTAIN } from "../../../../src/document/lexer/document-bytes.ts";
import { FlowReader } from "../../../../src/document/lexer/flow-reader.ts";

function readerOf(text: string, isJson: boolean): FlowReader {
  const document = new DocumentBytes();
  document.load(text);
  return new FlowReader(document, isJson);
}

/** What is thrown for a text that is not certain. */
function thrownBy(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}

describe("FlowReader", () => {
  it("locates every node of a collection", () => {
    expect(readerOf(`x: {a: 'b''c', "d":[1, {}]}`, false).read(3, 0)).toEqual({
      type: "map",
      flow: true,
      column: 0,
      start: 3,
      end: 27,
      entries: [
        {
          key: "a",
          start: 4,
          valueFrom: 6,
          value: { type: "scalar", start: 7, end: 13, value: "b'c" },
        },
        {
          key: "d",
          start: 15,
          valueFrom: 19,
          value: {
            type: "list",
            flow: true,
            column: 0,
            start: 19,
            end: 26,
            items: [
              {
                start: 20,
                valueFrom: 20,
                value: { type: "scalar", start: 20, end: 21, value: 1 },
              },
              {
                start: 23,
                valueFrom: 23,
                value: { type: "map", flow: true, column: 0, start: 23, end: 25, entries: [] },
              },
            ],
          },
        },
      ],
    });
  });

  it.each([
    ["[a,\n  b]", 2],
    ["[a, b,]", 0],
    ["[ a , b ]", 0],
    ["[a\n,b]", 0],
    ["[a,\r\n  b]", 2],
  ])("reads %j in a block at column %i", (text, column) => {
    const node = readerOf(text, false).read(0, column);
    expect(node.type === "list" && node.items.map(({ value }) => value)).toMatchObject([
      { value: "a" },
      { value: "b" },
    ]);
    expect(node.end).toBe(text.length);
  });

  it.each([
    ["a line that is indented less than its block", "[a,\n b]", 2],
    ["a line without indentation", "[a,\n\n  b]", 1],
    ["a comment", "[a, # b\n  c]", 0],
    ["a tab", "[a,\tb]", 0],
    ["a plain scalar of two lines", "[a\n  b]", 0],
    ["an entry without a value", "{a}", 0],
    ["a colon before a comma", "{a: b:, c: d}", 0],
    ["a merge", "{<<: {}}", 0],
    ["a key that is a number", "{1: a}", 0],
    ["a key that is a collection", "{[a]: b}", 0],
    ["a duplicate key", `{a: 1, "a": 2}`, 0],
    ["a duplicate key in other quotes", `{'a': 1, "a": 2}`, 0],
    ["an escape in a key", '{"\\u0061": 1}', 0],
    ["an alias", "[*a]", 0],
    ["nesting of more than 50 levels", "[".repeat(60) + "]".repeat(60), 0],
    ["a collection that does not end", "[a, b", 0],
  ])("throws UNCERTAIN at %s", (_, text, column) => {
    expect(thrownBy(() => readerOf(text, false).read(0, column))).toBe(UNCERTAIN);
  });

  it("reads JSON with blanks around it, tabs included", () => {
    expect(readerOf(' \n\t{"a":\t[\n\ntrue, null]}\n ', true).readWhole()).toMatchObject({
      entries: [{ key: "a", value: { items: [{ value: { value: true } }, { value: {} }] } }],
    });
  });

  it("throws UNCERTAIN at text after JSON", () => {
    expect(thrownBy(() => readerOf('{"a": 1} x', true).readWhole())).toBe(UNCERTAIN);
  });
});
