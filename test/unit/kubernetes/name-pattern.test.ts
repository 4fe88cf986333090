import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesPattern } from "../../../src/kubernetes/name-pattern.ts";
import { runs } from "../../helpers/properties.ts";

describe("matchesPattern", () => {
  it.each([
    ["team-a", "team-a", true],
    ["team-a", "team", false],
    ["team-a", "team-*", true],
    ["team-", "team-*", true],
    ["a-team-a", "team-*", false],
    ["team-a", "*-a", true],
    ["team-a", "*", true],
    ["", "*", true],
    ["", "", true],
    ["abcab", "ab*ab", true],
    ["aba", "ab*ba", false],
    ["team-prod-a", "team-*-a", true],
    ["a.b", "a?b", false],
  ])("%j and %j: %s", (name, pattern, expected) => {
    expect(matchesPattern(name, pattern)).toBe(expected);
  });

  it("agrees with a regular expression", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (name, pattern) => {
        const regex = new RegExp(`^${pattern.replaceAll("*", ".*")}$`);
        expect(matchesPattern(name, pattern)).toBe(regex.test(name));
      }),
      runs(1_000),
    );
  });

  it("takes no longer for many stars", () => {
    expect(matchesPattern("a".repeat(10_000), `${"a*".repeat(100)}b`)).toBe(false);
  });
});
