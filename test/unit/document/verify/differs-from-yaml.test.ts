import { expect, it } from "vitest";
import { readDocument } from "../../../../src/document/parser/read-document.ts";
import { differsFromYaml } from "../../../../src/document/verify/differs-from-yaml.ts";

/** Where the package reads `text` otherwise than we read `ours`. */
function difference(text: string, ours: string = text): number | undefined {
  return differsFromYaml(text, readDocument(ours).tree);
}

it.each([
  "",
  "a: &b [1, yes, ~]\nc: *b\n? d\n: |\n  e\n<<: {f: 'g'}\n",
  "a: !i] b\n{c: !,d, ?e: f, g:, 'h':i}: j\n".replace(/\n.*/, "\n"),
  "a: {c: !,d , ?e: f, g:, 'h':i}\n",
  "a: !!binary YQ==\n",
])("differsFromYaml finds no difference in %j", (text) => {
  expect(difference(text)).toBeUndefined();
});

it.each([
  ["a: b\n", "a: c\n", 3],
  ["a: b\n", "a:\n", 0],
  ["a:\n", "a: b\n", 3],
  ["a: [b]\n", "a: [b, c]\n", 3],
  ["a: [b, c]\n", "a: [b, d]\n", 7],
  ["a: {b: c}\n", "a: {d: c}\n", 3],
  ["a: {b: c}\n", "a: [b, c]\n", 3],
  ["a: &x b\nc: b\n", "a: &x b\nc: *x\n", 11],
  ["a: [\n", "a: b\n", 5],
] as const)("differsFromYaml finds a difference between %j and %j", (text, ours, offset) => {
  expect(difference(text, ours)).toBe(offset);
});
