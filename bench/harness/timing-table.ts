import type { Timing } from "./compare.ts";
import type { Estimate } from "./statistics.ts";
import type { Table } from "./subject.ts";

const UNITS = {
  us: { title: "µs", of: (seconds: number) => seconds * 1e6 },
  ms: { title: "ms", of: (seconds: number) => seconds * 1e3 },
  "MB/s": { title: "MB/s", of: (seconds: number) => 1e-6 / seconds },
} as const;

/** How times are shown. */
export interface Format {
  readonly unit: keyof typeof UNITS;
  /** One unit of work, if it is not bytes. */
  readonly of?: string;
  readonly about?: string;
}

/** A row for each engine: its time, and its ratio to the first. */
export function timingTable(title: string, timings: readonly Timing[], format: Format): Table {
  const { title: unit, of } = UNITS[format.unit];
  return {
    title,
    ...(format.about !== undefined && { about: format.about }),
    columns: [
      "engine",
      format.of === undefined ? unit : `${unit} for ${format.of}`,
      "quartiles",
      "time, relative to the first",
      "95 % confidence",
    ],
    rows: timings.map(({ name, seconds, ratio }, index) => {
      const quartiles = [of(seconds.low), of(seconds.high)].sort((a, b) => a - b);
      return [
        name,
        digits(of(seconds.median)),
        quartiles.map(digits).join(" - "),
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

/** Three significant digits. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return "-";
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return value >= 10 ? value.toFixed(1) : value.toFixed(value >= 1 ? 2 : 3);
}
