import { describe, expect, it } from "vitest";
import { resolveKey, resolveScalar } from "../../../../src/document/tree/resolve-scalar.ts";

const tag = (name: string) => `tag:yaml.org,2002:${name}`;

describe("resolveScalar", () => {
  it.each([
    ["yes", true, undefined, true],
    ["yes", false, undefined, "yes"],
    ["5", true, tag("str"), "5"],
    ["0x1F", false, tag("int"), 31],
    ["9007199254740993", true, tag("int"), "9007199254740993"],
    ["5", true, tag("float"), 5],
    ["yes", false, tag("bool"), true],
    ["~", true, tag("null"), null],
    ["5", true, "!", "5"],
    ["YQ==", true, tag("binary"), "a"],
    ["5", true, "!custom", "5"],
  ])("reads %j, plain: %j, tag: %s", (text, plain, tag, value) => {
    expect(resolveScalar(text, plain, tag)).toBe(value);
  });

  it.each([
    ["a", tag("int")],
    ["1.5", tag("int")],
    ["a", tag("float")],
    ["1", tag("bool")],
    ["a", tag("null")],
  ])("does not read %j with the tag %s", (text, tag) => {
    expect(resolveScalar(text, true, tag)).toBeUndefined();
  });
});

describe("resolveKey", () => {
  it.each([
    ["a", "a"],
    [true, "true"],
    [16, "16"],
    [-1.25, "-1.25"],
  ])("converts %j as kubectl does", (value, key) => {
    expect(resolveKey(value)).toBe(key);
  });

  it.each([null, 1e21, 0.125, 12345.5])("does not convert %j", (value) => {
    expect(resolveKey(value)).toBeUndefined();
  });
});
