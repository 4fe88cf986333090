import { expect, it } from "vitest";
import { lastItem } from "../../../src/limits/last-item.ts";

it("lastItem is the one that Kubernetes takes, with its index", () => {
  const a = { name: "A", value: "1" };
  const env = [null, a, "A", { name: "B" }, { ...a, value: "2" }, 5];
  expect(lastItem(env, "A")).toEqual({ item: { name: "A", value: "2" }, index: 4 });
  expect(lastItem(env, "B")).toEqual({ item: { name: "B" }, index: 3 });
  expect(lastItem(env, "C")).toBeUndefined();
});

it("lastItem is not one of a patch that deletes it", () => {
  const a = { name: "A", value: "1" };
  expect(lastItem([a, { name: "A", $patch: "delete" }], "A")).toEqual({ item: a, index: 0 });
  expect(lastItem([{ name: "A", $patch: "delete" }], "A")).toBeUndefined();
});
