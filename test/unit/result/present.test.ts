import { describe, expect, it } from "vitest";
import { present } from "../../../src/result/present.ts";

describe("present", () => {
  it("drops fields that are undefined, and no others", () => {
    const all = present({ a: undefined, b: null, c: 0, d: "" });
    expect(Object.keys(all)).toEqual(["b", "c", "d"]);
  });
});
