import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { DocumentBytes, UNCERTAIN } from "../../../../src/document/lexer/document-bytes.ts";
import { quotedValue, skipQuoted } from "../../../../src/document/lexer/quoted-scalar.ts";

function documentOf(text: string): DocumentBytes {
  const document = new DocumentBytes();
  document.load(text);
  return document;
}

describe("a quoted scalar", () => {
  it.each([`""`, `''`, `"a 'b' c"`, `'it''s'`, `"\\"\\\\\\n\\u00e9"`, `'\\n'`, `"漢🦀"`, `''''`])(
    "ends, and has the value that the yaml package reads: %s",
    (text) => {
      const document = documentOf(`${text} # "`);
      expect(skipQuoted(document, 0)).toBe(text.length);
      expect(quotedValue(document, 0, text.length)).toBe(parse(text));
    },
  );

  it.each([
    ["that does not end", `"a`],
    ["that does not end, in single quotes", `'a''`],
    ["of two lines", `"a\n b"`],
    ["with a tab", `"a\tb"`],
    ["with an escape that JSON lacks", `"\\x41"`],
    ["with half a surrogate pair", `"\\ud83e"`],
    ["with an escape at its end", `"\\`],
  ])("%s is uncertain", (_, text) => {
    let thrown: unknown;
    try {
      skipQuoted(documentOf(text), 0);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBe(UNCERTAIN);
  });
});
