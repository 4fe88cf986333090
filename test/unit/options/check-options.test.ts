import { describe, expect, it } from "vitest";
import {
  type Check,
  cardMemory,
  checkOptions,
  dnsLabel,
  dnsSubdomain,
  flag,
  oneOf,
  optional,
  text,
  whole,
} from "../../../src/options/check-options.ts";
import { at } from "../../helpers/outcome.ts";

describe("checkOptions", () => {
  const checks = { a: whole(1, 3), b: optional(flag) };

  it("checks each option, also those that are missing, and no others", () => {
    expect(checkOptions({ a: 1 }, checks)).toEqual([]);
    expect(checkOptions({ b: 1, c: 1 }, checks).map(at)).toEqual([
      "options/unknown-key c",
      "options/value a",
      "options/value b",
    ]);
  });

  it.each([undefined, null, [], "a", 1])("refuses %j for options", (options) => {
    expect(checkOptions(options, checks).map(at)).toEqual(["options/type"]);
  });
});

describe.each<[name: string, check: Check, valid: unknown[], invalid: unknown[]]>([
  ["whole", whole(1, 3), [1, 3], [0, 4, 1.5, Number.NaN, "1", 1n, null, undefined]],
  ["optional", optional(whole(1, 3)), [undefined, 2], [null, 4]],
  ["cardMemory", cardMemory, [1, 81_920, 16_777_216], [0, 16_777_217, "80Gi", undefined]],
  ["flag", flag, [true, false], [0, "true", null, undefined]],
  ["oneOf", oneOf("a", 1), ["a", 1], ["A", "1", undefined]],
  ["text", text(/^a+$/, "many a"), ["a", "aa"], ["", "b", 5, undefined]],
  [
    "dnsLabel",
    dnsLabel,
    ["a", "a-1", "a".repeat(63)],
    ["", "A", "-a", "a-", "a.b", "a".repeat(64), "a\n"],
  ],
  [
    "dnsSubdomain",
    dnsSubdomain,
    ["a", "a.b-c", "a".repeat(253)],
    ["", ".a", "a..b", "a.", "A", "a".repeat(254)],
  ],
])("%s", (_, check, valid, invalid) => {
  it("tells what is valid", () => {
    expect(valid.map((value) => check(value, ["a"]))).toEqual(valid.map(() => undefined));
    expect(invalid.map((value) => check(value, ["a"])?.path)).toEqual(invalid.map(() => ["a"]));
  });
});
