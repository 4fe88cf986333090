import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { END, LETTER, ODD } from "../../../../src/document/lexer/byte-classes.ts";
import { DocumentBytes } from "../../../../src/document/lexer/document-bytes.ts";

const A = "a".charCodeAt(0);

describe.each([
  ["as the runtime does it", TextEncoder],
  ["where the runtime has nothing for it", undefined],
])("a document in bytes, %s", (_where, own) => {
  beforeEach(() => {
    vi.stubGlobal("TextEncoder", own);
  });
  afterEach(() => vi.unstubAllGlobals());

  it.each<[string, string, number[]]>([
    ["nothing", "", []],
    ["ASCII as it is, odd characters too", "a\n\t\0\x7f", [A, 10, 9, 0, 127]],
    ["letters beyond it as letters", "aé漢\u00ff", [A, LETTER, LETTER, LETTER]],
    ["a pair of surrogates as two", "🦀a", [LETTER, LETTER, A]],
    ["halves of pairs as odd", "\ud83ea\udd80\ud83e", [ODD, A, ODD, ODD]],
    ["halves in the wrong order as odd", "\udd80\ud83e", [ODD, ODD]],
    ["what some take for a break as odd", "\u0085\u2028\u2029\ufeff\uffff", Array(5).fill(ODD)],
  ])("has %s", (_name, text, bytes) => {
    const document = new DocumentBytes();
    document.load(text);
    expect([...document.bytes.subarray(0, text.length + 1)]).toEqual([...bytes, END]);
  });

  it("grows with the text, and forgets the one before", () => {
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
