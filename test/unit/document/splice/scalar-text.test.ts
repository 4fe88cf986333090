import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDocument } from "../../../../src/document/parser/read-document.ts";
import { nameText, scalarText } from "../../../../src/document/splice/scalar-text.ts";
import { runs } from "../../../helpers/properties.ts";

function read(text: string): unknown {
  const reading = readDocument(`a: ${text}\n`);
  return reading.ok ? (reading.value as { a: unknown }).a : reading.problems;
}

const text = () => fc.string({ unit: "binary" });

describe("scalarText", () => {
  it.each([
    ["50", '"50"'],
    ['a"b\\', '"a\\"b\\\\"'],
    ["a\nb", '"a\\nb"'],
    ["\u0085\u2028\uFEFF", '"\\u0085\\u2028\\ufeff"'],
    [5, "5"],
    [true, "true"],
    [null, "null"],
  ])("writes %j", (value, expected) => {
    expect(scalarText(value)).toBe(expected);
  });

  it("writes any string so that it is read back", () => {
    fc.assert(
      fc.property(text(), (value) => {
        expect(read(scalarText(value))).toBe(value);
        expect(JSON.parse(scalarText(value))).toBe(value);
      }),
      runs(200),
    );
  });
});

describe("nameText", () => {
  it.each(["limits", "nvidia.com/gpu", "CUDA_MPS_CLIENT_PRIORITY"])(
    "writes %s as it is",
    (name) => {
      expect(nameText(name)).toBe(name);
    },
  );

  it.each(["yes", "null", "1", "", "a b", "-a", "a:"])("quotes %j", (name) => {
    expect(nameText(name)).toBe(`"${name}"`);
  });

  it("writes any string so that it is read back", () => {
    fc.assert(
      fc.property(text(), (name) => {
        expect(read(nameText(name))).toBe(name);
      }),
      runs(200),
    );
  });
});
