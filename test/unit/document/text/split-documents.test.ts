import { describe, expect, it } from "vitest";
import { isOnlyComments, splitDocuments } from "../../../../src/document/text/split-documents.ts";

/** The documents of a text, each as its separator line and its content. */
function split(text: string): [separator: string, content: string][] {
  return [...splitDocuments(text)].map(({ start, content, end }) => [
    text.slice(start, content),
    text.slice(content, end),
  ]);
}

describe("splitDocuments", () => {
  it.each<[string, string, [string, string][]]>([
    ["nothing", "", [["", ""]]],
    ["one document", "a: 1\n", [["", "a: 1\n"]]],
    ["a separator first", "---\na: 1\n", [["---\n", "a: 1\n"]]],
    [
      "two",
      "a: 1\n---\nb: 2",
      [
        ["", "a: 1\n"],
        ["---\n", "b: 2"],
      ],
    ],
    [
      "CRLF",
      "a: 1\r\n---\r\nb: 2\r\n",
      [
        ["", "a: 1\r\n"],
        ["---\r\n", "b: 2\r\n"],
      ],
    ],
    ["comments before the first separator", "# x\n\n---\na: 1\n", [["# x\n\n---\n", "a: 1\n"]]],
    ["directives before it", "%YAML 1.1\n---\na: 1\n", [["%YAML 1.1\n---\n", "a: 1\n"]]],
    [
      "an empty one in between",
      "a: 1\n---\n---\nb: 2\n",
      [
        ["", "a: 1\n"],
        ["---\n", ""],
        ["---\n", "b: 2\n"],
      ],
    ],
    ["a lone separator", "---", [["---", ""]]],
    [
      "a comment behind the dashes",
      "a: 1\n--- # b\nb: 2\n",
      [
        ["", "a: 1\n"],
        ["--- # b\n", "b: 2\n"],
      ],
    ],
    ["dashes deeper in a line", "a: |\n  ---\nb: x---\n", [["", "a: |\n  ---\nb: x---\n"]]],
    ["the end marker, which ends nothing here", "a: 1\n...\nb: 2\n", [["", "a: 1\n...\nb: 2\n"]]],
  ])("%s", (_, text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  it.each<[string, string, string[]]>([
    ["lines of JSON", '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}\n']],
    ["objects on one line", '{"a":1}{"b":2}', ['{"a":1}', '{"b":2}']],
    ["braces and quotes in strings", '{"a":"}\\"{"}\n{"b":2}', ['{"a":"}\\"{"}', '{"b":2}']],
    ["a backslash that escapes a backslash", '{"a":"\\\\"}\n{"b":2}', ['{"a":"\\\\"}', '{"b":2}']],
    ["nested lists", '{"a":[{"b":[]}]}\n{}', ['{"a":[{"b":[]}]}', "{}"]],
    ["a flow map of YAML, which is one", "{a: b}\n", ["{a: b}\n"]],
    ["template actions, which are none", "{{ if }}\n{{ end }}\n", ["{{ if }}\n{{ end }}\n"]],
    ["JSON that does not end", '{"a":"\n{"b":2}', ['{"a":"\n{"b":2}']],
  ])("takes JSON objects apart: %s", (_, text, expected) => {
    expect(split(text).map(([, content]) => content)).toEqual(expected);
  });

  it("gives back every character", () => {
    const text = '# a\n---\na: 1\n---\n{"b":1}\n{"c":2}\n--- #\n\n---\n';
    expect([...splitDocuments(text)].map(({ start, end }) => text.slice(start, end)).join("")).toBe(
      text,
    );
  });
});

describe("isOnlyComments", () => {
  it.each(["", "\n", "# a", "# a\n  # b\n\n", "\uFEFF# a\n", "%TAG ! a\n", " \t\r\n"])(
    "%j",
    (text) => {
      expect(isOnlyComments(text)).toBe(true);
    },
  );

  it.each(["a", "# a\nb: 1\n", "- a", "\n\n{}"])("not %j", (text) => {
    expect(isOnlyComments(text)).toBe(false);
  });
});
