import { expect, it } from "vitest";
import { isUnresolvedItem } from "../../../src/limits/unresolved-item.ts";

it.each<[string, unknown, boolean]>([
  ["a variable", { name: "A", value: "1" }, false],
  ["a variable whose value is a promise", { name: "A", value: Promise.resolve("1") }, false],
  ["a name that is a promise", { name: Promise.resolve("A"), value: "1" }, true],
  ["a Map", new Map([["name", "A"]]), true],
  ["null", null, false],
])("isUnresolvedItem of %s is %s", (_what, item, is) => {
  expect(isUnresolvedItem(item)).toBe(is);
});
