import { describe, expect, it } from "vitest";
import { setOwn } from "../../../src/edit/set-own.ts";

describe("setOwn", () => {
  it("sets a key named __proto__ like any other", () => {
    const target = {};
    for (const key of ["a", "__proto__"]) setOwn(target, key, { b: 1 });
    const data = { value: { b: 1 }, writable: true, enumerable: true, configurable: true };
    expect(Object.entries(Object.getOwnPropertyDescriptors(target))).toEqual([
      ["a", data],
      ["__proto__", data],
    ]);
    expect(Object.getPrototypeOf(target)).toBe(Object.prototype);
  });

  it("sets items of an array", () => {
    const target = [1, 2];
    setOwn(target, 1, 3);
    expect(target).toEqual([1, 3]);
  });
});
