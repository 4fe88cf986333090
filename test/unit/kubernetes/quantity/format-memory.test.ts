import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatMemory } from "../../../../src/kubernetes/quantity/format-memory.ts";
import { parseMemory } from "../../../../src/kubernetes/quantity/parse-memory.ts";
import { runs } from "../../../helpers/properties.ts";

describe("formatMemory", () => {
  it.each<[bytes: number, text: string]>([
    [0, "0"],
    [1023, "1023"],
    [1024, "1Ki"],
    [1536 * 2 ** 20, "1536Mi"],
    [10 * 2 ** 30, "10Gi"],
    [4606 * 2 ** 20, "4606Mi"],
    [2 ** 50, "1Pi"],
  ])("writes %i as %s", (bytes, text) => {
    expect(formatMemory(bytes)).toBe(text);
  });

  it("writes what is read as the same bytes", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 0, max: 40 }), (bytes, power) => {
        const shifted = Math.floor(bytes / 2 ** power) * 2 ** power;
        expect(parseMemory(formatMemory(shifted))).toBe(BigInt(shifted));
      }),
      runs(200),
    );
  });
});
