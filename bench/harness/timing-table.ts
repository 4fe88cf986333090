import type { Timing } from "./compare.ts";
import type { Estimate } from "./statistics.ts";
import type { Table } from "./subject.ts";

const UNITS = {
  us: { title: "µs", of: (seconds: number) => seconds * 1e6 },
  ms: { title: "ms", of: (seconds: number) => seconds * 1e3 },
  "MB/s": { title: "MB/s", of: (seconds: number) => 1e-6 / seconds },
} as const;

/** How times are to be told. */
export interface Telling {
  readonly unit: keyof typeof UNITS;
  /** What one unit of work is, where it is not bytes. */
  readonly of?: string;
  readonly about?: string;
}

/** Engines below each other: what each took, and how it compares to the first. */
export function timingTable(title: string, timings: readonly Timing[], telling: Telling): Table {
  const { title: unit, of } = UNITS[telling.unit];
  return {
    title,
    ...(telling.about !== undefined && { about: telling.about }),
    columns: [
      "engine",
      telling.of === undefined ? unit : `${unit} for ${telling.of}`,
      "middle half",
      "time, the first taken as 1",
      "95 % confidence",
    ],
    rows: timings.map(({ name, seconds, ratio }, index) => {
      const told = [of(seconds.low), of(seconds.high)].sort((a, b) => a - b);
      return [
        name,
        digits(of(seconds.median)),
        told.map(digits).join(" - "),
        ...(index === 0 ? ["", ""] : [times(ratio.median), range(ratio)]),
      ];
    }),
  };
}

function times(ratio: number): string {
  return `${digits(ratio)}x`;
}

export function range({ low, high }: Omit<Estimate, "median">): string {
  return `${digits(low)} - ${digits(high)}`;
}

/** Three digits that count. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return "-";
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return value >= 10 ? value.toFixed(1) : value.toFixed(value >= 1 ? 2 : 3);
}
