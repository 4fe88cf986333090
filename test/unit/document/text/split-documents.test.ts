import { describe, expect, it } from "vitest";
import {
  isOnlyComments,
  separatorProblem,
  splitDocuments,
} from "../../../../src/document/text/split-documents.ts";

/** The documents of a text, each as its separator line and its content. */
function split(text: string): [separator: string, content: string][] {
  return [...splitDocuments(text)].map(({ start, content, end }) => [
    text.slice(start, content),
    text.slice(content, end),
  ]);
}

describe("splitDocuments", () => {
  it.each<[string, string, [string, string][]]>([
    ["an empty text", "", [["", ""]]],
    ["one document", "a: 1\n", [["", "a: 1\n"]]],
    ["a document with a separator", "---\na: 1\n", [["---\n", "a: 1\n"]]],
    [
      "two documents",
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
      "an empty document in between",
      "a: 1\n---\n---\nb: 2\n",
      [
        ["", "a: 1\n"],
        ["---\n", ""],
        ["---\n", "b: 2\n"],
      ],
    ],
    ["a lone separator", "---", [["---", ""]]],
    [
      "a comment after the dashes",
      "a: 1\n--- # b\nb: 2\n",
      [
        ["", "a: 1\n"],
        ["--- # b\n", "b: 2\n"],
      ],
    ],
    ["dashes deeper in a line", "a: |\n  ---\nb: x---\n", [["", "a: |\n  ---\nb: x---\n"]]],
    ["the end marker, which does not end it", "a: 1\n...\nb: 2\n", [["", "a: 1\n...\nb: 2\n"]]],
  ])("splits %s", (_, text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  it.each<[string, string, string[]]>([
    ["lines of JSON", '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}\n']],
    ["objects on one line", '{"a":1}{"b":2}', ['{"a":1}', '{"b":2}']],
    ["braces and quotes in strings", '{"a":"}\\"{"}\n{"b":2}', ['{"a":"}\\"{"}', '{"b":2}']],
    ["a backslash that escapes a backslash", '{"a":"\\\\"}\n{"b":2}', ['{"a":"\\\\"}', '{"b":2}']],
    ["nested lists", '{"a":[{"b":[]}]}\n{}', ['{"a":[{"b":[]}]}', "{}"]],
    ["a flow map of YAML, which is one document", "{a: b}\n", ["{a: b}\n"]],
    [
      "template actions, which are one document",
      "{{ if }}\n{{ end }}\n",
      ["{{ if }}\n{{ end }}\n"],
    ],
    ["JSON that does not end", '{"a":"\n{"b":2}', ['{"a":"\n{"b":2}']],
  ])("splits JSON objects: %s", (_, text, expected) => {
    expect(split(text).map(([, content]) => content)).toEqual(expected);
  });

  it("returns every character", () => {
    const text = '# a\n---\na: 1\n---\n{"b":1}\n{"c":2}\n--- #\n\n---\n';
    expect([...splitDocuments(text)].map(({ start, end }) => text.slice(start, end)).join("")).toBe(
      text,
    );
  });
});

describe("isOnlyComments", () => {
  it.each(["", "\n", "# a", "# a\n  # b\n\n", "\uFEFF# a\n", "%TAG ! a\n", " \t\r\n"])(
    "is true for %j",
    (text) => {
      expect(isOnlyComments(text)).toBe(true);
    },
  );

  it.each(["a", "# a\nb: 1\n", "- a", "\n\n{}"])("is false for %j", (text) => {
    expect(isOnlyComments(text)).toBe(false);
  });
});

describe("separatorProblem", () => {
  it.each([
    ["a: 1\n--- {b: 2}\nc: 3\n", 5],
    ["# a\n\n--- b", 5],
    ["---b", 0],
    ["---\t- b\n", 0],
  ])("finds the text after the dashes in %j", (text, offset) => {
    const problems = [...splitDocuments(text)].flatMap(
      (span) => separatorProblem(text, span) ?? [],
    );
    expect(problems).toEqual([
      {
        code: "yaml/separator",
        offset,
        message: "text after --- on the same line",
        hint: "put --- on a line of its own: kubectl accepts nothing but a comment after it",
      },
    ]);
  });

  it.each([
    "---\na: 1\n--- # b\n",
    "a: 1\n---\r\n---  \n",
    "# a\n---\n",
    '{}\n{}\n---\n{"a":1}{}',
    "",
  ])("is undefined for %j", (text) => {
    const problems = [...splitDocuments(text)].map((span) => separatorProblem(text, span));
    expect(problems.every((problem) => problem === undefined)).toBe(true);
  });
});
