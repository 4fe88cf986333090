import { expect, it } from "vitest";
import { applyTextEdits } from "../../../../src/document/text/text-edit.ts";

it("applyTextEdits inserts, removes and replaces text", () => {
  const edits = [
    { offset: 10, remove: 0, insert: ">" },
    { offset: 11, remove: 2, insert: "" },
    { offset: 14, remove: 1, insert: "EE" },
    { offset: 16, remove: 0, insert: "<" },
  ];
  expect(applyTextEdits("abcdef", edits, 10)).toBe(">adEEf<");
  expect(applyTextEdits("abc", [])).toBe("abc");
});
