import { describe, expect, it } from "vitest";
import { received } from "../../../src/result/received.ts";

class Point {
  x = 1;
}

const CASES: [value: unknown, shown: string][] = [
  [undefined, "undefined"],
  [null, "null"],
  [true, "true"],
  [-0.5, "-0.5"],
  [Number.NaN, "NaN"],
  [12n, "12n"],
  [1n - 10n ** 80n, `-${"9".repeat(78)}…`],
  [10n ** 80n, "(huge bigint)"],
  [-(10n ** 80n), "(huge bigint)"],
  [10n ** 100_000n, "(huge bigint)"],
  [-(10n ** 100_000n), "(huge bigint)"],
  ['a "b"', '"a \\"b\\""'],
  [Symbol("s"), "Symbol(s)"],
  [() => 1, "(function)"],
  [new Map([[1, 2]]), "(Map)"],
  [new Date(0), "(Date)"],
  [[], "[]"],
  [{}, "{}"],
  [[1, [2, [3, [4]]]], "[1,[2,[…]]]"],
  [{ a: { b: { c: 1 } } }, '{"a":{"b":{…}}}'],
  [[1, 2, 3, 4, 5], "[1,2,3,4,5]"],
  [[1, 2, 3, 4, 5, 6], "[1,2,3,4,5,…]"],
  [{ a: 1, b: 2, c: 3, d: 4, e: 5 }, '{"a":1,"b":2,"c":3,"d":4,"e":5}'],
  [{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }, '{"a":1,"b":2,"c":3,"d":4,"e":5,…}'],
  [new Point(), '{"x":1}'],
  [Object.create(null), "{}"],
];

describe("received", () => {
  it.each(CASES.map(([value, shown]) => ({ value, shown })))(
    "renders $shown",
    ({ value, shown }) => {
      expect(received(value)).toBe(shown);
    },
  );

  it("renders at most 80 characters, and never half of a surrogate pair", () => {
    for (const value of ["x".repeat(1e5), "😀".repeat(100), `x${"😀".repeat(100)}`]) {
      const shown = received(value);
      expect(shown.length).toBeLessThanOrEqual(80);
      expect(shown.length).toBeGreaterThanOrEqual(79);
      expect(shown.endsWith("…")).toBe(true);
      expect(shown).not.toMatch(/\p{Cs}/u);
    }
    expect(received("x".repeat(78))).toBe(`"${"x".repeat(78)}"`);
    expect(received(Array(1e6).fill("x".repeat(1000))).length).toBe(80);
  });

  it("renders one line without control characters, whatever the value is", () => {
    const nasty = "a\nb\r\u0000\u001b[31m\u007f\u0085\u009b31m\u2028\u2029\u202e\u2066\ufeffz";
    for (const value of [nasty, { [nasty]: nasty }, Symbol(nasty), [nasty], "\ud800"]) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the test looks for them
      expect(received(value)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e\ufeff]/);
      expect(received(value)).not.toMatch(/[\ud800-\udfff]/);
    }
    expect(received("a\u009bb")).toBe('"a\\u009bb"');
  });

  it("renders values that throw when read, and cyclic ones", () => {
    const getter = {
      get a() {
        throw new Error("no");
      },
    };
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect([getter, proxy].map(received)).toEqual(["(unreadable)", "(unreadable)"]);
    const cyclic: Record<string, unknown> = {};
    cyclic["self"] = cyclic;
    expect(received(cyclic)).toBe('{"self":{"self":{…}}}');
  });
});
