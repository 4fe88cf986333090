import { describe, expect, it } from "vitest";
import { printable } from "../../../src/result/printable.ts";

describe("printable", () => {
  it.each([
    ["plain, äöü 日本 😀", "plain, äöü 日本 😀"],
    ["a\nb", "a\\nb"],
    ["\u0000\u001b[31m\u007f\u009b", "\\u0000\\u001b[31m\\u007f\\u009b"],
    ["\u2028\u2029\u202e\ufeff", "\\u2028\\u2029\\u202e\\ufeff"],
    ["\ud800", "\\ud800"],
    ["\u{e0041}", "\\u{e0041}"],
  ])("renders %j as %s", (text, printed) => {
    expect(printable(text)).toBe(printed);
  });
});
