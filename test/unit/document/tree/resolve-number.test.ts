import { describe, expect, it } from "vitest";
import { resolveNumber } from "../../../../src/document/tree/resolve-number.ts";

describe("resolveNumber", () => {
  it.each([
    ["0", 0],
    ["123456789012345", 123456789012345],
    ["-1_000", -1000],
    ["0x1f", 31],
    ["0b11", 3],
    ["017", 15],
    ["0o17", 15],
    ["1.5e3", 1500],
    ["-0.0", 0],
  ])("reads %s as a number", (text, number) => {
    expect(resolveNumber(text, false)).toBe(number);
  });

  it.each(["9007199254740993", "-9223372036854775808"])("keeps all digits of %s", (text) => {
    expect(resolveNumber(text, false)).toBe(text);
  });

  it.each(["4Gi", "1.2.3", "8080/tcp", "1e400", "0x", "-"])("leaves %s as text", (text) => {
    expect(resolveNumber(text, false)).toBe(text);
  });

  it.each([
    [".5", 0.5],
    [".5_0", 0.5],
    ["._5", "._5"],
    [".5_", ".5_"],
    [".e3", ".e3"],
  ])("reads %s, which begins with a dot, as %j", (text, value) => {
    expect(resolveNumber(text, true)).toBe(value);
  });
});
