import { expect, it } from "vitest";
import { jsonProblem } from "../../../../src/document/parser/json-problem.ts";

it.each([
  ["{a: 1}", 1],
  ["{\"a\": 'b'}", 6],
  ['{"a": 1}\n# c', 9],
  ['{"a": 01}', 6],
  ['{"a": "b\nc"}', 6],
  ['{"a": "\\x41"}', 6],
  ['{"a": 1,}', 9],
  ['{"a": [1', 8],
] as const)("jsonProblem finds where %j is not JSON", (text, offset) => {
  expect(jsonProblem(text)).toMatchObject({ code: "yaml/syntax", offset });
});

it("jsonProblem finds none in JSON", () => {
  expect(jsonProblem('\t{"a": ["\\/\\ud83e", -1.5e3, null]}\n')).toBeUndefined();
});
