import { describe, expect, it } from "vitest";
import { linesAfter, linesBefore } from "../../../../src/document/splice/line-edits.ts";
import { applyTextEdits } from "../../../../src/document/text/text-edit.ts";

describe("linesAfter", () => {
  it.each([
    ["after the line of a node", "a: 1 # x\nb: 2\n", 4, "a: 1 # x\nNEW\nb: 2\n"],
    ["after the last line", "a: 1\n", 4, "a: 1\nNEW\n"],
    ["at the end of a text without a final line break", "a: 1", 4, "a: 1\nNEW"],
    [
      "after the line breaks that a node includes",
      "a: |+\n  b\n\nc: 1\n",
      11,
      "a: |+\n  b\n\nNEW\nc: 1\n",
    ],
  ])("inserts %s", (_, text, end, expected) => {
    expect(applyTextEdits(text, [linesAfter(text, end, "NEW")])).toBe(expected);
  });
});

describe("linesBefore", () => {
  it.each([
    ["before the line of a node", "a: 1\nb: 2\n", "a: 1\nNEW\nb: 2\n"],
    ["before its comments", "a: 1\n# x\n# y\nb: 2\n", "a: 1\nNEW\n# x\n# y\nb: 2\n"],
    ["after a blank line", "a: 1\n# x\n\nb: 2\n", "a: 1\n# x\n\nNEW\nb: 2\n"],
    ["after comments in another column", "a: 1\n # x\nb: 2\n", "a: 1\n # x\nNEW\nb: 2\n"],
    ["after the node before", 'a: "1\n# x"\nb: 2\n', 'a: "1\n# x"\nNEW\nb: 2\n'],
  ])("inserts %s", (_, text, expected) => {
    const end = text.startsWith('a: "') ? text.indexOf('x"') + 2 : 4;
    const edit = linesBefore(text, text.indexOf("b:"), end, "NEW");
    expect(applyTextEdits(text, [edit])).toBe(expected);
  });
});
