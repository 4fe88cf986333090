import { cpuClock, type Effort } from "./compare.ts";
import type { Estimate } from "./statistics.ts";

/** How much to do: the flags of the command line. */
export interface Settings {
  /** Sizes of inputs, as a share of the full ones. */
  readonly scale: number;
  /** Rounds, as a share of the full number. */
  readonly effort: number;
  readonly seed: number;
  /** Only cases with a target, in CPU time: for busy machines. */
  readonly smoke: boolean;
}

/** A table of the report. */
export interface Table {
  readonly title: string;
  /** What was measured, and how. */
  readonly about?: string;
  readonly columns: readonly string[];
  /** The first cell of a row is text, the others are numbers as written. */
  readonly rows: readonly (readonly string[])[];
}

/** A target, and what was measured. */
export interface Verdict {
  readonly work: string;
  readonly against: string;
  readonly wanted: Wanted;
  readonly measured: Estimate;
  /** Whether a miss fails the run. */
  readonly hard?: boolean;
}

export interface Wanted {
  readonly sense: "at least" | "at most";
  readonly value: number;
  /** `x` for ratios, or `kB`, `MB`, or nothing for an exponent. */
  readonly unit: "x" | "kB" | "MB" | "";
}

/** The results of a subject. */
export interface Findings {
  readonly tables: readonly Table[];
  readonly verdicts: readonly Verdict[];
  /** Named values for the charts. */
  readonly figures?: Readonly<Record<string, number>>;
}

/** Something to measure. */
export interface Subject {
  readonly name: string;
  readonly measure: (settings: Settings) => Findings | Promise<Findings>;
}

/** A size, scaled, and at least `least`. */
export function scaled(settings: Settings, size: number, least = 1): number {
  return Math.max(least, Math.round(size * settings.scale));
}

/** At least enough rounds for a median, with short turns. */
export function effort(settings: Settings, rounds: number, turn = 0.02): Effort {
  return {
    rounds: Math.max(3, Math.round(rounds * settings.effort)),
    turn,
    ...(settings.smoke && { clock: cpuClock }),
  };
}
