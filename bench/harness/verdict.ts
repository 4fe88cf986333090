import type { Verdict, Wanted } from "./subject.ts";
import { digits, range } from "./timing-table.ts";

/** How well a target is met: 2 is twice as good, 0.5 half as good. */
export function margin({ wanted, measured }: Verdict): number {
  return wanted.sense === "at least"
    ? measured.median / wanted.value
    : wanted.value / measured.median;
}

/** `met`, or how far it is missed. */
function judge(verdict: Verdict): string {
  const by = margin(verdict);
  return by >= 1 ? "met" : `missed by ${(1 / by).toFixed(2)}x`;
}

/** A target as a row: what is wanted, what was measured, and whether it is met. */
export function verdictRow(verdict: Verdict): string[] {
  const { work, against, wanted, measured } = verdict;
  const exact = measured.low === measured.high;
  return [
    work,
    against,
    wantedWords(wanted),
    withUnit(digits(measured.median), wanted.unit) + (exact ? "" : ` (${range(measured)})`),
    judge(verdict),
  ];
}

export const VERDICT_COLUMNS = ["work", "against", "wanted", "measured", "verdict"];

function wantedWords({ sense, value, unit }: Wanted): string {
  if (unit !== "x") return `${sense} ${withUnit(String(value), unit)}`;
  return sense === "at least" ? `${value}x faster` : `within ${value}x`;
}

function withUnit(value: string, unit: string): string {
  return unit === "x" || unit === "" ? value + unit : `${value} ${unit}`;
}
