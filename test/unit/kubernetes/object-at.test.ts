import { describe, expect, it } from "vitest";
import { nameOf, objectAt, objectsAt } from "../../../src/kubernetes/object-at.ts";

const ROOT = { metadata: { name: "a" }, items: [{ b: 1 }, null, 5], text: "x" };

describe("objectAt", () => {
  it("returns the object at a path", () => {
    expect(objectAt(ROOT, "items", 0)).toBe(ROOT.items[0]);
    expect(objectAt(ROOT)).toBe(ROOT);
  });

  it.each([["items"], ["items", 1], ["items", 2], ["text"], ["text", "length"], ["a", "b", "c"]])(
    "returns an empty one for what is not an object, at %j",
    (...path) => {
      expect(objectAt(ROOT, ...path)).toEqual({});
    },
  );

  it.each([undefined, null, 5, "text"])("returns an empty one in %j", (root) => {
    expect(objectAt(root, "a")).toEqual({});
  });
});

describe("objectsAt", () => {
  it("returns the objects of the list at a path", () => {
    expect(objectsAt(ROOT, "items")).toEqual([{ b: 1 }]);
  });

  it("returns none of what is not a list", () => {
    expect(objectsAt(ROOT, "metadata")).toEqual([]);
    expect(objectsAt(undefined, "a", "b")).toEqual([]);
  });
});

describe("nameOf", () => {
  it("returns the name of an object", () => {
    expect([nameOf(ROOT), nameOf({ metadata: { name: 5 } }), nameOf(null)]).toEqual([
      "a",
      undefined,
      undefined,
    ]);
  });
});
