import { expect, it } from "vitest";
import { inYaml12 } from "../../../../src/document/verify/in-yaml-1-2.ts";

it.each([
  ["a: !b[c],d e\n", "a: !x e\n"],
  ["a: !!int 1\n", "a: !!int 1\n"],
  ["a: !<tag:yaml.org,2002:int> 1\n", "a: !!int 1\n"],
  ["a: ! 1\n", "a: ! 1\n"],
  ["{?a: b}\n", "{? a:  b}\n"],
  ["{a:, b}\n", '{"a:", b}\n'],
  ['a: "\\\'"\n', 'a: "\'"\n'],
  ["a: [b]#c\n", "a: [b] #c\n"],
  ["a:\n  b: [c,\nd]\n", "a:\n  b: [c,\n      d]\n"],
  ["a:\n  b: 'c\nd'\n", "a:\n  b: 'c\n      d'\n"],
  ["a: |\n  ?\n# b\nc: d\n", "a: |\n  ?\n# b\nc: d\n"],
  ["a: b\n...\nc: {{ d }}\n", "a: b\n"],
])("inYaml12 writes %j as YAML 1.2", (text, expected) => {
  expect(inYaml12(text)).toBe(expected);
});
