import { expect, it } from "vitest";
import { readDocument } from "../../../../src/document/parser/read-document.ts";
import type { LocatedNode } from "../../../../src/document/tree/located.ts";

function treeOf(text: string): LocatedNode | undefined {
  const read = readDocument(text);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.tree;
}

/** Every node, key and item of a tree as its text. */
function located(node: LocatedNode | undefined, text: string): unknown {
  if (node === undefined) return null;
  const own = text.slice(node.start, node.end);
  if (node.type === "list") {
    const items = node.items.map((item) => [text[item.start], located(item.value, text)]);
    return { list: own, column: node.column, items };
  }
  if (node.type === "map") {
    const entries = node.entries.map(({ start, valueFrom, value }) => [
      text.slice(start, valueFrom),
      located(value, text),
    ]);
    return { map: own, column: node.column, entries };
  }
  return own;
}

it.each([
  [
    "block collections, without the comments after them",
    "# top\na: 1 # one\nb:\n  - x: 1\n    y: # none\n  # between\n  -  z\n  -\n# end\n",
    {
      map: "a: 1 # one\nb:\n  - x: 1\n    y: # none\n  # between\n  -  z\n  -",
      column: 0,
      entries: [
        ["a:", "1"],
        [
          "b:",
          {
            list: "- x: 1\n    y: # none\n  # between\n  -  z\n  -",
            column: 2,
            items: [
              [
                "-",
                {
                  map: "x: 1\n    y:",
                  column: 4,
                  entries: [
                    ["x:", "1"],
                    ["y:", null],
                  ],
                },
              ],
              ["-", "z"],
              ["-", null],
            ],
          },
        ],
      ],
    },
  ],
  [
    "flow collections",
    'q: { "a":1, b , c: [ &x d, {e: f} , "g" ] , } # end\n',
    {
      map: 'q: { "a":1, b , c: [ &x d, {e: f} , "g" ] , }',
      column: 0,
      entries: [
        [
          "q:",
          {
            map: '{ "a":1, b , c: [ &x d, {e: f} , "g" ] , }',
            column: 0,
            entries: [
              ['"a":', "1"],
              ["b", null],
              [
                "c:",
                {
                  list: '[ &x d, {e: f} , "g" ]',
                  column: 0,
                  items: [
                    ["&", "d"],
                    ["{", { map: "{e: f}", column: 0, entries: [["e:", "f"]] }],
                    ['"', '"g"'],
                  ],
                },
              ],
            ],
          },
        ],
      ],
    },
  ],
  [
    "block scalars, with the blank lines that they keep",
    "a: |\n  x\n\nb: >-\n  y \nc: |+\n  z\n\n\nd: 1\n",
    {
      map: "a: |\n  x\n\nb: >-\n  y \nc: |+\n  z\n\n\nd: 1",
      column: 0,
      entries: [
        ["a:", "|\n  x"],
        ["b:", ">-\n  y "],
        ["c:", "|+\n  z\n\n\n"],
        ["d:", "1"],
      ],
    },
  ],
  [
    "a byte order mark, CRLF, anchors, tags, explicit keys, aliases",
    "\uFEFF&k a: !!str 1\r\n? b\r\n: *k\r\nc: |\r\n  x\r\n",
    {
      map: "&k a: !!str 1\r\n? b\r\n: *k\r\nc: |\r\n  x",
      column: 0,
      entries: [
        ["&k a:", "1"],
        ["? b\r\n:", "*k"],
        ["c:", "|\r\n  x"],
      ],
    },
  ],
  [
    "text that is indented too little",
    'q:\n  r: [a,\n"b\n c"] # d\n  s:\n    t: "u\nv"\n    w: x\n',
    {
      map: 'q:\n  r: [a,\n"b\n c"] # d\n  s:\n    t: "u\nv"\n    w: x',
      column: 0,
      entries: [
        [
          "q:",
          {
            map: 'r: [a,\n"b\n c"] # d\n  s:\n    t: "u\nv"\n    w: x',
            column: 2,
            entries: [
              [
                "r:",
                {
                  list: '[a,\n"b\n c"]',
                  column: 0,
                  items: [
                    ["a", "a"],
                    ['"', '"b\n c"'],
                  ],
                },
              ],
              [
                "s:",
                {
                  map: 't: "u\nv"\n    w: x',
                  column: 4,
                  entries: [
                    ["t:", '"u\nv"'],
                    ["w:", "x"],
                  ],
                },
              ],
            ],
          },
        ],
      ],
    },
  ],
])("readDocument locates %s", (_, text, expected) => {
  expect(located(treeOf(text), text)).toEqual(expected);
});

it("readDocument tells merges and anchors from data", () => {
  expect(treeOf('a: &a {b: 1}\nc: {<<: *a, "<<": 2}\n')).toMatchObject({
    entries: [
      { value: { anchored: true } },
      {
        value: {
          entries: [
            { key: "<<", merge: true, value: { type: "alias", target: { anchored: true } } },
            { key: "<<", value: { value: 2 } },
          ],
        },
      },
    ],
  });
  expect(treeOf("{'<<': 1}")).toMatchObject({ entries: [{ key: "<<" }] });
});

it("readDocument warns of every duplicate key", () => {
  const read = readDocument("a: 1\nb: {c: 1, 'c': 2, c: 3}\na: 2\n<<: {}\n<<: {}\n");
  expect(read).toMatchObject({
    ok: true,
    warnings: [
      { code: "yaml/duplicate-key", offset: 15 },
      { code: "yaml/duplicate-key", offset: 23 },
      { code: "yaml/duplicate-key", offset: 29 },
    ],
  });
});

it.each([
  // Invalid YAML.
  ["a: [1\n", "yaml/syntax", 6],
  ['a: "b\n', "yaml/syntax", 6],
  ["a: 1\n b: 2\n", "yaml/syntax", 7],
  ["a:\n\tb: 1\n", "yaml/syntax", 3],
  ["a: - b\n", "yaml/syntax", 3],
  ["a: @b\n", "yaml/syntax", 3],
  ["a: b\u0001c\n", "yaml/syntax", 4],
  ["a: \uD800\n", "yaml/syntax", 3],
  ["\u007fELF\u0002\u0001", "yaml/syntax", 0],
  ["a: 'b\n---\nc'\n", "yaml/syntax", 6],
  // Templates, in place of values and of anything else.
  ["a: {{ .Values.a }}\n", "yaml/template", 3],
  ["a: [{{x}}]\n", "yaml/template", 4],
  ["- {{ x }}: y\n", "yaml/template", 2],
  ["a:\n{{- if .b }}\n  c: d\n{{- end }}\n", "yaml/template", 3],
  ['a:\n  {{- include "b" . | nindent 4 }}\n', "yaml/template", 5],
  // Aliases of unknown anchors, and within their own.
  ["a: *b\n", "yaml/alias", 3],
  ["a: &a {b: *a}\n", "yaml/alias", 10],
  // Keys and tags that JSON cannot hold.
  ["{a: 1, [b]: 2}", "yaml/unsupported", 7],
  ["a: {null: 1}\n", "yaml/unsupported", 4],
  ["a: {1e21: 1}\n", "yaml/unsupported", 4],
  ["a: !!int b\n", "yaml/unsupported", 9],
  ["a: !!binary aGVsbG8\n", "yaml/unsupported", 12],
] as const)("readDocument refuses %j", (text, code, offset) => {
  expect(readDocument(text)).toMatchObject({ ok: false, problems: [{ code, offset }] });
});

it.each([
  "a: 'b {{ c }}'\n",
  "# {{ a }}\nb: c\n",
  "a: |\n  {{ b }}\n",
  "a: b-{{c}}\n",
  "a: { b: 1 }\n...\n{{ c }}\n\r",
])("readDocument reads braces in text as text: %j", (text) => {
  expect(readDocument(text)).toMatchObject({ ok: true });
});

it("readDocument accepts stray line breaks in quotes", () => {
  expect(treeOf("a: 'b\u2028c'\n")).toMatchObject({ entries: [{ value: { value: "b\u2028c" } }] });
});

it.each([
  ["flow lists", "[".repeat(10_000)],
  ["flow lists, closed", "[".repeat(10_000) + "]".repeat(10_000)],
  ["flow maps", "{a: ".repeat(10_000)],
  ["block lists", "- ".repeat(10_000)],
  ["block maps", Array.from({ length: 3000 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join("")],
])("readDocument ends at the 501st level: %s", (_, text) => {
  expect(readDocument(text)).toMatchObject({ ok: false, problems: [{ code: "yaml/too-deep" }] });
});

it("readDocument reads 500 levels", () => {
  expect(readDocument(`${"[".repeat(500)}1${"]".repeat(500)}`)).toMatchObject({ ok: true });
});

it("readDocument reads any number of texts that are indented too little", () => {
  const text = `a:\n${'  - "b\nc"\n'.repeat(1000)}`;
  expect(readDocument(text)).toMatchObject({ ok: true, value: { a: Array(1000).fill("b c") } });
});

it.each([
  ["a: b\rc: d\n", { a: "b", c: "d" }, 4],
  ["# a\u2028b: c\n", { b: "c" }, 3],
  ["a: b\u0085c: d\n", { a: "b", c: "d" }, 4],
])("readDocument reads %j, which must not be edited", (text, value, offset) => {
  expect(readDocument(text)).toMatchObject({
    ok: true,
    value,
    obstacle: { code: "yaml/line-break", offset },
  });
});

it("readDocument warns of text that kubectl does not read, which must not be edited", () => {
  const text = "  a: 1\nb: 2\n";
  const unread = { code: "yaml/unread", offset: 7 };
  expect(readDocument(text)).toMatchObject({
    ok: true,
    value: { a: 1 },
    warnings: [unread],
    obstacle: unread,
  });
});

it("readDocument warns of text after the end of the document", () => {
  const read = readDocument("a: 1\n...\nb: 2\n");
  expect(read).toMatchObject({ ok: true, value: { a: 1 }, warnings: [{ offset: 5 }] });
  expect(read).not.toHaveProperty("obstacle.code");
});
