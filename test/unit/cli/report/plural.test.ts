import { describe, expect, it } from "vitest";
import { grouped, plural } from "../../../../src/cli/report/plural.ts";

describe("grouped", () => {
  it.each([
    [0, "0"],
    [999, "999"],
    [1000, "1,000"],
    [1_234_567, "1,234,567"],
  ])("groups the digits of %d", (count, text) => {
    expect(grouped(count)).toBe(text);
  });
});

describe("plural", () => {
  it.each([
    [0, "0 files"],
    [1, "1 file"],
    [2000, "2,000 files"],
  ])("counts %d", (count, text) => {
    expect(plural(count, "file")).toBe(text);
  });
});
