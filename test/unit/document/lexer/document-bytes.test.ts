import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { END, LETTER, ODD } from "../../../../src/document/lexer/byte-classes.ts";
import { DocumentBytes } from "../../../../src/document/lexer/document-bytes.ts";

const A = "a".charCodeAt(0);

describe.each([
  ["by the encoder of the runtime", TextEncoder],
  ["without an encoder", undefined],
])("DocumentBytes encodes, %s", (_, encoder) => {
  beforeEach(() => {
    vi.stubGlobal("TextEncoder", encoder);
  });
  afterEach(() => vi.unstubAllGlobals());

  it.each<[string, string, number[]]>([
    ["an empty text", "", []],
    ["ASCII as it is, including odd characters", "a\n\t\0\x7f", [A, 10, 9, 0, 127]],
    ["other letters as letters", "aé漢\u00ff", [A, LETTER, LETTER, LETTER]],
    ["a surrogate pair as two letters", "🦀a", [LETTER, LETTER, A]],
    ["half surrogate pairs as odd", "\ud83ea\udd80\ud83e", [ODD, A, ODD, ODD]],
    ["the halves of a pair in the wrong order as odd", "\udd80\ud83e", [ODD, ODD]],
    [
      "line breaks of some readers, and noncharacters, as odd",
      "\u0085\u2028\u2029\ufeff\uffff",
      Array(5).fill(ODD),
    ],
  ])("%s", (_, text, bytes) => {
    const document = new DocumentBytes();
    document.load(text);
    expect([...document.bytes.subarray(0, text.length + 1)]).toEqual([...bytes, END]);
  });

  it("a longer or a shorter text after another", () => {
    const document = new DocumentBytes();
    for (const text of ["é".repeat(10_000), "a".repeat(30_000), "aé"]) {
      document.load(text);
      expect(document.text).toBe(text);
      const filled = document.bytes.subarray(0, text.length);
      expect([...filled].every((byte, at) => byte === (text[at] === "a" ? A : LETTER))).toBe(true);
      expect(document.bytes[text.length]).toBe(END);
    }
  });
});
