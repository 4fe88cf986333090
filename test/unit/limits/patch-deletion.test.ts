import { expect, it } from "vitest";
import { isDeletion } from "../../../src/limits/patch-deletion.ts";

it.each([
  [{ name: "A", $patch: "delete" }, true],
  [{ name: "A", $patch: "merge" }, false],
  [{ name: "A", value: "delete" }, false],
])("isDeletion of %j is %s", (item, is) => {
  expect(isDeletion(item)).toBe(is);
});
