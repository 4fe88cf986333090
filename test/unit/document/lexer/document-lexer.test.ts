import { describe, expect, it } from "vitest";
import { DocumentLexer } from "../../../../src/document/lexer/document-lexer.ts";
import { ALL } from "../../../../src/document/lexer/projection.ts";
import { defaultSettings } from "../../../helpers/settings.ts";
import { seenByLexer, seenByPackage } from "../../../helpers/yaml/by-reader.ts";

const CONFIG = { activeThreadPercentage: 50 };
const POD =
  "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: main\n    resources: {limits: {nvidia.com/gpu: 1}}\n";

/** A document with a GPU and another value. */
function withValue(value: string): string {
  return `${POD}x:\n  k: ${value}\n`;
}

function withKey(key: string): string {
  return `${POD}x:\n  ${key}: v\n`;
}

const CERTAIN_VALUES = [
  "1",
  "a",
  "a b",
  "yes",
  "a # c",
  "a#b",
  "a:b",
  "'it''s'",
  '"q\\u0041"',
  "{a: 1}",
  "{a: b,\n    c: d}",
  "[a, 'b', \"c\"]",
  "[a,\n    b]",
  "[a b, c:d]",
  "[a, {b: [c]}]",
  '{"a":1}',
  "[]",
  "{}",
  "{a: b} # c",
  "|\n    text\n    more",
  "|-\n    t\n\n",
  "|+\n    t\n\n",
  "| # c\n    t",
  "|\n\n    t",
  "|\n    t\r\n    u",
  ">\n    a\n    b",
  ">-\n    a\n\n    b",
  ">-\n    a\n     b",
  "é",
  "🦀",
  "\u00ff",
  "",
  "# c",
  "-x",
  "...",
  "---x",
  "a\n    b",
  "a\r",
  "0o17",
];

const UNCERTAIN_VALUES = [
  "'a",
  "'a' b",
  '"\\ud83e"',
  '"\\x41"',
  '"a\tb"',
  '"a',
  "{a: b,\n c: d}",
  "{a: b,\nc: d}",
  "[a, # c\n    b]",
  "[a",
  "[a: b]",
  "[a#b]",
  '{"a": 1, "a": 2}',
  "{'a': 1, a: 2}",
  '{"a": 1, "\\u0061": 2}',
  "{a: 1, 'b''c': 2}",
  "{a:b}",
  "{a: }",
  "{? a: b}",
  "{a: b} c",
  "|#c\n    t",
  "|2\n    t",
  "|\n      \n    t",
  "|\n  t",
  "|\n    \tt",
  "|\n\tt",
  "|\n    a\u0085",
  "\ud83e",
  "a\u0085b",
  "a\tb",
  "- x",
  "&a b",
  "*a",
  "!!str 1",
  "?x",
  "%x",
  "@x",
  "`x",
  "a: b",
  "a:",
  "a # c\n    b",
];

const CERTAIN_KEYS = [
  "name",
  "none",
  "one",
  "yet",
  "~a",
  "<",
  "é",
  "🦀",
  "a b",
  "'q'",
  '"q"',
  "...",
  "nvidia.com/gpu",
  "type",
  "trues",
  "nullable",
  "of",
  "x:y",
  "a#b",
  "a ",
];

const UNCERTAIN_KEYS = [
  "no",
  "No",
  "on",
  "y",
  "yes",
  "1",
  "-1",
  ".5",
  "~",
  "<<",
  '"a\\n"',
  "'a''b'",
  "true",
  "null",
  "off",
  "false",
  "-a",
  "?",
  "!a",
  "&a",
  "%a",
  "0x1",
  "+1",
  "a\tb",
  "{a: b}",
];

/** Lines in the first column, after the document or within its brackets. */
const UNCERTAIN_ENDS = [
  "...\n",
  "... a: b\n",
  '...  "a": b\n',
  "x: [\n... ]\n",
  "x: {a: b,\n... : c}\n",
];

const CERTAIN_ENDS = ["...a: b\n", "x: [a,\n...b]\n"];

describe("DocumentLexer reads what the yaml package reads", () => {
  it.each(CERTAIN_VALUES)("in the value %j", (value) => expectSame(withValue(value)));
  it.each(CERTAIN_KEYS)("in the key %j", (key) => expectSame(withKey(key)));
  it.each(CERTAIN_ENDS)("in a document that ends in %j", (end) => expectSame(POD + end));
});

describe("DocumentLexer leaves to the yaml package", () => {
  it.each(UNCERTAIN_VALUES)("the value %j", (value) => expectUncertain(withValue(value)));
  it.each(UNCERTAIN_KEYS)("the key %j", (key) => expectUncertain(withKey(key)));
  it.each(UNCERTAIN_ENDS)("the end %j", (end) => expectUncertain(POD + end));
  it.each(["- kind: Pod\n", "just text\n", "kind: Pod\nkind: Pod\napiVersion: v1\n", "kind: []\n"])(
    "the document %j",
    expectUncertain,
  );
});

describe("DocumentLexer reads an empty document as null", () => {
  it.each(["", "\n", "# comment\n", "  \n  # comment"])("%j", (text) => {
    const reading = new DocumentLexer(() => ALL).read(text);
    expect(reading).toEqual({ reader: "lexer", ok: true, value: null, warnings: [] });
  });
});

function expectSame(text: string): void {
  const seen = seenByLexer(text, CONFIG, defaultSettings());
  expect(seen?.containers).toMatchObject([{ name: "main", action: "injected" }]);
  expect(seen).toEqual(seenByPackage(text, CONFIG, defaultSettings()));
}

function expectUncertain(text: string): void {
  expect(seenByLexer(text, CONFIG, defaultSettings())).toBeUndefined();
}
