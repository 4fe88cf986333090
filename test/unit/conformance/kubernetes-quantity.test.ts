import { describe, expect, it } from "vitest";
import {
  ONE,
  parseQuantity,
  type QuantityProblem,
} from "../../../src/kubernetes/quantity/parse-quantity.ts";

// Facts of kubernetes/apimachinery, pkg/api/resource: TestQuantityParse, TestQuantityRoundUp,
// TestQuantityString and TestQuantityParseEmit of quantity_test.go, and parseQuantityString.

/** A decimal as Kubernetes keeps it: a whole number times a power of ten. */
function decimal(value: bigint, exponent: number): bigint {
  return value * 10n ** BigInt(exponent + 9);
}

describe("Kubernetes reads as a quantity", () => {
  it.each<[texts: string, value: bigint, exponent: number]>([
    ["0 0n 0u 0m 0k 0M 0G 0T 0Ki 0Mi 0Gi 0Ti 00 0.0", 0n, 0],
    ["1 1. 1000m", 1n, 0],
    ["9", 9n, 0],
    ["1Ki", 1024n, 0],
    ["8Ki", 8n * 1024n, 0],
    ["7Mi", 7n * 1024n ** 2n, 0],
    ["6Gi", 6n * 1024n ** 3n, 0],
    ["5Ti", 5n * 1024n ** 4n, 0],
    ["10Ti", 10n * 1024n ** 4n, 0],
    ["100Ti", 100n * 1024n ** 4n, 0],
    ["4Pi", 4n * 1024n ** 5n, 0],
    ["3Ei", 3n * 1024n ** 6n, 0],
    ["5n", 5n, -9],
    ["4u", 4n, -6],
    ["3m", 3n, -3],
    ["8k", 8n, 3],
    ["50k", 5n, 4],
    ["7M", 7n, 6],
    ["6G", 6n, 9],
    ["5T", 5n, 12],
    ["40T", 4n, 13],
    ["300T", 3n, 14],
    ["2P", 2n, 15],
    ["1E 1E18", 1n, 18],
    ["12E", 12n, 18],
    ["1e21 1000E", 1n, 21],
    ["1e24 1000000E", 1n, 24],
    ["1E-3 0.001 .001 0.001e0", 1n, -3],
    ["1e-9 1000e-12", 1n, -9],
    ["1e3", 1n, 3],
    ["1E6", 1n, 6],
    ["1e9 .001e12 1G 1.G 1000M 0.001T", 1n, 9],
    ["1E12", 1n, 12],
    ["1e13", 1n, 13],
    ["1e14", 1n, 14],
    ["1e15", 1n, 15],
    ["100.035k", 100_035n, 0],
    ["0.0005k 0.00050k 0.5 0.50000 0.5e0", 5n, -1],
    [".0001k", 100n, -3],
    ["0.05 0.05000 0.5e-1", 5n, -2],
    ["0.005 0.00500 0.5e-2", 5n, -3],
    ["10.035M", 10_035n, 3],
    ["1.2e3", 12n, 2],
    ["1.3E+6", 13n, 5],
    ["1.40e9", 14n, 8],
    ["1.53E12", 153n, 10],
    ["1.6e15", 16n, 14],
    ["1.7E18", 17n, 17],
    ["9.01", 901n, -2],
    ["8.1k", 81n, 2],
    ["7.123456M", 7_123_456n, 0],
    ["6.987654321G", 6_987_654_321n, 0],
    ["5.444T", 5444n, 9],
    ["40.1T", 401n, 11],
    ["300.2T", 3002n, 11],
    ["2.5P", 25n, 14],
    ["1.01E", 101n, 16],
    ["100.035Ki", 10_243_584n, -2],
    ["0.5Mi", 524_288n, 0],
    ["0.05Gi", 536_870_912n, -1],
    ["0.025Ti", 274_877_906_944n, -1],
    [".001Ki", 1024n, -3],
    [".000001Ki", 1024n, -6],
    [".000000001Ki", 1024n, -9],
    // Finer than 10⁻⁹: rounded up.
    ["3.001n", 4n, -9],
    ["1.1E-9", 2n, -9],
    ["0.0000000001 0.0000000005 0.00000000050 0.5e-9 0.9n", 1n, -9],
    ["0.00000012345 0.00000012354", 124n, -9],
    [".000000000001Ki 0.000000000001Ki", 2n, -9],
  ])("%s, with every sign", (texts, value, exponent) => {
    const amount = decimal(value, exponent);
    for (const text of texts.split(" ")) {
      expect([text, `+${text}`, `-${text}`].map(parseQuantity)).toEqual([amount, amount, -amount]);
    }
  });
});

describe("Kubernetes rejects as a quantity", () => {
  it.each(
    [
      [
        "",
        "1.1.M",
        "1+1.0M",
        "0.1mi",
        "0.1am",
        "aoeu",
        ".5i",
        "1i",
        "-3.01i",
        "-3.01e-",
        " 1",
        "1 ",
      ],
      ["Non-Numeric"],
    ].flat(),
  )("%j", (text) => {
    expect(parseQuantity(text)).toBe("syntax");
  });
});

describe("we differ from Kubernetes", () => {
  const exact =
    "it caps binary suffixes at 2^63 - 1; a capped limit is not the one that was written";
  const digits = "its scanner reads a missing number as 0, its grammar and documentation do not";
  const bounded = "it computes any size; we bound exponents and lengths before any arithmetic";

  it.each<{ text: string; theirs: string; ours: bigint | QuantityProblem; why: string }>([
    { text: "9Ei", theirs: "2^63 - 1", ours: 9n * 2n ** 60n * ONE, why: exact },
    {
      text: "9223372036854775807Ki",
      theirs: "2^63 - 1",
      ours: 9223372036854775807n * 1024n * ONE,
      why: exact,
    },
    { text: ".", theirs: "0", ours: "syntax", why: digits },
    { text: "-.", theirs: "0", ours: "syntax", why: digits },
    { text: "+", theirs: "0", ours: "syntax", why: digits },
    { text: "Ki", theirs: "0", ours: "syntax", why: digits },
    { text: "e3", theirs: "0", ours: "syntax", why: digits },
    { text: "1e101", theirs: "10^101", ours: "too-large", why: bounded },
  ])("on $text, which it reads as $theirs: $why", ({ text, ours }) => {
    expect(parseQuantity(text)).toBe(ours);
  });
});
