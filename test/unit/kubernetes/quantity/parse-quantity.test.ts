import { describe, expect, it } from "vitest";
import { ONE, parseQuantity } from "../../../../src/kubernetes/quantity/parse-quantity.ts";

describe("parseQuantity", () => {
  it.each<[text: string, billionths: bigint]>([
    ["0", 0n],
    ["-0", 0n],
    ["0e999", 0n],
    ["0.0Ki", 0n],
    ["1", ONE],
    ["+1", ONE],
    ["-1", -ONE],
    ["1.", ONE],
    [".5", ONE / 2n],
    ["1e0", ONE],
    ["1E0", ONE],
    ["1e3", 1000n * ONE],
    ["1E-3", ONE / 1000n],
    ["1e+3", 1000n * ONE],
    ["1000m", ONE],
    ["1n", 1n],
    ["1u", 1000n],
    ["1m", 1_000_000n],
    ["1k", 1000n * ONE],
    ["1M", 10n ** 6n * ONE],
    ["1G", 10n ** 9n * ONE],
    ["1T", 10n ** 12n * ONE],
    ["1P", 10n ** 15n * ONE],
    ["1E", 10n ** 18n * ONE],
    ["1Ki", 2n ** 10n * ONE],
    ["1Mi", 2n ** 20n * ONE],
    ["1Gi", 2n ** 30n * ONE],
    ["1Ti", 2n ** 40n * ONE],
    ["1Pi", 2n ** 50n * ONE],
    ["1Ei", 2n ** 60n * ONE],
    ["1e91", 10n ** 91n * ONE],
    ["0.1Ki", 102_400_000_000n],
    ["9007199254740993", 9007199254740993n * ONE],
    ["0.30000000000000004", 300_000_001n],
  ])("reads %j as exactly %i billionths", (text, billionths) => {
    expect(parseQuantity(text)).toBe(billionths);
  });

  it.each<[text: string, billionths: bigint]>([
    ["0.1n", 1n],
    ["1.0000000001", ONE + 1n],
    ["-1.0000000001", -ONE - 1n],
    ["1e-30", 1n],
    ["1e-99999999999999", 1n],
    ["-1e-999", -1n],
  ])("rounds %j up, away from zero", (text, billionths) => {
    expect(parseQuantity(text)).toBe(billionths);
  });

  it.each(
    [
      ["", " ", ".", "+", "-", "+-1", "e3", "Ki", "1K", "1ki", "1mi", "1Mib", "1GB", "1gi", "1 Gi"],
      [" 1", "1\n", "1e", "1e+", "1e1.5", "1Ee3", "1e3Ki", "1,000", "0x10", "1_000", "Infinity"],
      ["NaN", "１", "1\u0000", "$GPUS", "${N}"],
    ].flat(),
  )("rejects %j", (text) => {
    expect(parseQuantity(text)).toBe("syntax");
  });

  it.each(["1e101", "1e999999999", "9e99999999999999999999", "1".repeat(65), `+${"1".repeat(65)}`])(
    "rejects %s as too large, without computing it",
    (text) => {
      expect(parseQuantity(text)).toBe("too-large");
    },
  );

  it("reads at most 64 characters", () => {
    expect(parseQuantity(`${"0".repeat(63)}1`)).toBe(ONE);
    expect(parseQuantity(`${"0".repeat(64)}.1`)).toBe("syntax");
  });
});
