import { describe, expect, it } from "vitest";
import { mergeSplices } from "../../../../src/document/splice/pending-splice.ts";

describe("mergeSplices", () => {
  it("sorts splices into the order of the text", () => {
    const last = { offset: 5, remove: 1, insert: "b" };
    const first = { offset: 2, remove: 3, insert: "a" };
    expect(
      mergeSplices([
        { ...last, depth: 1 },
        { ...first, depth: 2 },
      ]),
    ).toEqual({ ok: true, value: [first, last] });
  });

  it("merges splices that are equal", () => {
    const splice = { offset: 2, remove: 0, insert: "a" };
    const merged = mergeSplices([
      { ...splice, depth: 1 },
      { ...splice, depth: 3 },
    ]);
    expect(merged).toEqual({ ok: true, value: [splice] });
  });

  it("puts the insertion into the deeper collection first, where both end", () => {
    const merged = mergeSplices([
      { offset: 2, remove: 0, insert: "outer", depth: 1 },
      { offset: 2, remove: 0, insert: "inner", depth: 2 },
    ]);
    expect(merged).toMatchObject({ ok: true, value: [{ insert: "inner" }, { insert: "outer" }] });
  });

  it.each([
    ["insert different text at one place", [2, 0, "a"], [2, 0, "b"]],
    ["overlap", [2, 3, ""], [4, 0, "b"]],
    ["replace the same text differently", [2, 3, "a"], [2, 3, "b"]],
  ] as const)("refuses splices that %s", (_, first, second) => {
    const pending = [second, first].map(([offset, remove, insert]) => ({
      offset,
      remove,
      insert,
      depth: 1,
    }));
    expect(mergeSplices(pending)).toEqual({
      ok: false,
      problem: {
        code: "yaml/alias",
        offset: second[0],
        message: "two edits conflict in a node that an anchor shares",
      },
    });
  });
});
