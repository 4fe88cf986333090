import { expect, it } from "vitest";
import { readDocument } from "../../../../src/document/parser/read-document.ts";
import { offsetOf } from "../../../../src/document/tree/find-node.ts";

const TEXT = `base: &base
  env: [A, B]
  name: base
spec:
  - &c {name: first, name: second}
  - *c
  - <<: *base
    name: third
    list: {<<: [*base, *c]}
`;

it.each([
  [[], "base: &base"],
  [["spec"], "spec:"],
  [["spec", 0], "- &c"],
  [["spec", 0, "name"], "name: second"],
  [["spec", 1], "- *c"],
  [["spec", 1, "name"], "name: second"],
  [["spec", 2], "- <<: *base"],
  [["spec", 2, "name"], "name: third"],
  [["spec", 2, "env", 1], "B]"],
  [["spec", 2, "list", "name"], "name: base"],
  // Paths that do not exist, as far as they do.
  [["spec", 2, "image", "tag"], "- <<: *base"],
  [["spec", 7], "spec:"],
  [["spec", "x"], "spec:"],
  [["nowhere"], "base: &base"],
])("offsetOf leads along %j to %j", (path, at) => {
  const read = readDocument(TEXT);
  expect(read.ok && offsetOf(read.tree, path)).toBe(TEXT.indexOf(at));
});
