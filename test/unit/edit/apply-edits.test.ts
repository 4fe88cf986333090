import { expect, it } from "vitest";
import { applyEdits } from "../../../src/edit/apply-edits.ts";
import type { Edit } from "../../../src/edit/edit.ts";
import { applyPlainly } from "../../helpers/apply-patch.ts";

const OBJECT = {
  a: { b: 1 },
  list: [0, 1, 2, 3],
  other: [4, 5],
  rows: [
    [6, 7],
    [8, 9],
  ],
};

const replace = (...path: (string | number)[]): Edit => ({ op: "replace", path, value: "new" });
const remove = (...path: (string | number)[]): Edit => ({ op: "remove", path });

// In orders that no plan has, too: an edit means the same wherever it stands.
it.each<[string, Edit[]]>([
  ["an object, after what is in it", [replace("a", "b"), replace("a")]],
  ["what is in an object, again and again", [replace("a", "b"), replace("a", "b")]],
  ["items of one list", [remove("list", 3), remove("list", 1)]],
  ["items of lists side by side", [remove("list", 3), remove("other", 0), remove("list", 1)]],
  ["an item behind one that is removed", [remove("list", 3), replace("list", 0)]],
  ["an item of an item behind one that is removed", [remove("rows", 1), remove("rows", 0, 0)]],
  ["items of items", [remove("rows", 1, 0), remove("rows", 0, 1), remove("rows", 0, 0)]],
])("edits of %s apply in order", (_name, edits) => {
  const before = structuredClone(OBJECT);
  expect(applyEdits(OBJECT, edits)).toEqual(applyPlainly(OBJECT, edits));
  expect(OBJECT).toEqual(before);
});
