import { describe, expect, it } from "vitest";
import { parseDocument } from "../../../../src/document/parser/parse-document.ts";

describe("parseDocument", () => {
  it("parses the first document, and leaves scalars as text", () => {
    const parsed = parseDocument("a: 0x10\n---\nb: [\n");
    expect("document" in parsed && parsed.document?.toJS()).toEqual({ a: "0x10" });
    expect("document" in parsed && parsed.document?.errors).toEqual([]);
  });

  it("returns no document for an empty text", () => {
    expect(parseDocument("")).toEqual({ document: undefined });
  });

  it.each([
    ["a template", "a: {{ b }}\n", "yaml/template", 3],
    ["a stray line break", "a: b\u2028c\n", "yaml/line-break", 4],
    ["nesting of more than 500 levels", "[".repeat(501), "yaml/too-deep", 501],
  ])("returns the problem of %s", (_, text, code, offset) => {
    expect(parseDocument(text)).toMatchObject({ problem: { code, offset } });
  });

  it.each([
    ["flow text", "a:\n  b: [c,\nd]\n", "[c,\nd]"],
    ["double quoted text", 'a:\n  b: "c\nd"\n', '"c\nd"'],
    ["single quoted text", "a:\n  b: 'c\nd'\n", "'c\nd'"],
  ])("returns the span of %s that is indented less than its key", (_, text, span) => {
    const start = text.indexOf(span);
    const end = start + span.length;
    expect(parseDocument(text)).toEqual({ underIndented: { start, end } });
  });

  it.each(['a: "b\n', "a: 'b\n---\nc'\n", "a: [b,\n---\nc]\n"])(
    "leaves %j, which indentation does not fix, to the errors of the document",
    (text) => {
      const parsed = parseDocument(text);
      expect("document" in parsed && parsed.document?.errors.length).toBeGreaterThan(0);
    },
  );
});
