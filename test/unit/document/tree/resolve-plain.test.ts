import { expect, it } from "vitest";
import { resolvePlain } from "../../../../src/document/tree/resolve-plain.ts";

/** Each row as kubectl 1.32 prints it, for `annotate --local -o json` on `q: <text>`. */
const RECORDED: readonly (readonly [text: string, value: unknown])[] = [
  ...["", "~", "null", "Null", "NULL"].map((text) => [text, null] as const),
  ...["y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"].map(
    (text) => [text, true] as const,
  ),
  ...["n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"].map(
    (text) => [text, false] as const,
  ),
  // Other spellings, and numbers, dates, times and operators of other parsers.
  ...["nUll", "yEs", "tRue", "_1", "_", "+", "-.", ".", ".e3", "e3", "1e", "1.2.3", "1,000"].map(
    (text) => [text, text] as const,
  ),
  ...["190:20:30", "2001-01-01", "2001-1-1", "2001-12-14t21:59:43.10-05:00"].map(
    (text) => [text, text] as const,
  ),
  ...["inf", "nan", "NaN", "Infinity", "<<", "=", "5Gi", "nginx", "/bin/sh", "(a)", "$X"].map(
    (text) => [text, text] as const,
  ),
  ...["0x", "0b", "0o", "0o8", "0b2", "0xg", "0x1p3", "-0b+1", "0o-7"].map(
    (text) => [text, text] as const,
  ),
  ["0", 0],
  ["1", 1],
  ["+1", 1],
  ["-1", -1],
  ["-0", 0],
  ["1_000", 1000],
  ["1_", 1],
  ["1__0", 10],
  ["-_1", -1],
  ["007", 7],
  ["0777", 511],
  ["-0777", -511],
  ["+0777", 511],
  ["0_7", 7],
  ["08", 8],
  ["09", 9],
  ["0o17", 15],
  ["-0o17", -15],
  ["+0o17", 15],
  ["0O17", 15],
  ["0o_7", 7],
  ["0x1F", 31],
  ["-0x1F", -31],
  ["0X1f", 31],
  ["0x_1", 1],
  ["0b101", 5],
  ["-0b101", -5],
  ["+0b101", 5],
  ["0B1", 1],
  [`0b${"0".repeat(80)}1`, 1],
  ["1.5", 1.5],
  ["1.", 1],
  ["0.", 0],
  [".5", 0.5],
  ["+.5", 0.5],
  ["-.5", -0.5],
  [".5_0", 0.5],
  ["1_0.5", 10.5],
  ["-1_000.5", -1000.5],
  ["1e3", 1000],
  ["1e+3", 1000],
  ["1E3", 1000],
  ["1e-3", 0.001],
  ["1_e3", 1000],
  ["1e3_0", 1e30],
  ["1e-400", 0],
  ["-0.0", 0],
  ["1e400", "1e400"],
  ["-1e400", "-1e400"],
  // Exact as far as kubectl is exact, rounded where it rounds.
  ["9007199254740991", 9007199254740991],
  ["9007199254740993", "9007199254740993"],
  ["-9007199254740993", "-9007199254740993"],
  ["9_007_199_254_740_993", "9007199254740993"],
  ["0x7FFFFFFFFFFFFFFF", "9223372036854775807"],
  ["0777777777777777777777", "9223372036854775807"],
  ["9223372036854775807", "9223372036854775807"],
  ["-9223372036854775808", "-9223372036854775808"],
  ["9223372036854775808", 2 ** 63],
  ["+9223372036854775808", 2 ** 63],
  ["-9223372036854775809", -(2 ** 63)],
  ["18446744073709551615", 2 ** 64],
  ["99999999999999999999", 1e20],
  ["0xFFFFFFFFFFFFFFFF", 2 ** 64],
  ["0x10000000000000000", "0x10000000000000000"],
];

it.each(RECORDED)("resolvePlain reads %j as kubectl does", (text, value) => {
  expect(resolvePlain(text)).toBe(value);
});

it.each([".inf", "-.inf", "+.Inf", ".INF", ".nan", ".NaN"])(
  "resolvePlain leaves %s, which kubectl refuses, as text",
  (text) => {
    expect(resolvePlain(text)).toBe(text);
  },
);

it("resolvePlain reads a number of a million digits in no time", () => {
  expect(resolvePlain("9".repeat(1_000_000))).toBe("9".repeat(1_000_000));
  expect(resolvePlain(`0x${"f".repeat(1_000_000)}`)).toBe(`0x${"f".repeat(1_000_000)}`);
});
