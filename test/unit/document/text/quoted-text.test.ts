import { describe, expect, it } from "vitest";
import { endOfFlow, endOfQuoted } from "../../../../src/document/text/quoted-text.ts";

describe("endOfQuoted", () => {
  it.each(['""', '"a\\"b"', '"\\\\"', '"a\n\nb"', "''", "'it''s'", "'\\'"])("%j", (text) => {
    expect(endOfQuoted(`x${text}y"'`, 1)).toBe(1 + text.length);
  });

  it.each(['"a', '"a\\"', "'a''"])("is -1 for %j, which does not end", (text) => {
    expect(endOfQuoted(text, 0)).toBe(-1);
  });
});

describe("endOfFlow", () => {
  it.each(["[]", "{a: [b, {c}]}", `["]", '}']`, "[it's, b]", "[a, # ]\n b]", "[a#]", "{'a':']'}"])(
    "%j",
    (text) => {
      expect(endOfFlow(`x: ${text} ]}`, 3)).toBe(3 + text.length);
    },
  );

  it.each(["[a", '["]', "{a: '}", "[ # ]"])("is -1 for %j, which does not end", (text) => {
    expect(endOfFlow(text, 0)).toBe(-1);
  });
});
