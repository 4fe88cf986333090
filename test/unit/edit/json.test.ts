import { describe, expect, it } from "vitest";
import { isDeepEqual } from "../../../src/edit/json.ts";

describe("isDeepEqual", () => {
  it.each([
    [{ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }, true],
    [[1, 2], [2, 1], false],
    [[1], [1, 2], false],
    [[], {}, false],
    [{}, [], false],
    [{ a: null }, {}, false],
    [{ a: undefined }, { b: undefined }, false],
    [{ toString: 1 }, { valueOf: 1 }, false],
    ["1", 1, false],
    [null, {}, false],
  ])("compares %j and %j: %s", (a, b, equal) => {
    expect(isDeepEqual(a, b)).toBe(equal);
  });
});
