import { CODE_AREAS } from "../../result/code-areas.ts";
import { Reported } from "../../result/reported.ts";
import { type Colors, colorsFor } from "../colors.ts";
import type { Io } from "../io.ts";
import type { Finding } from "./finding.ts";
import { plural } from "./plural.ts";
import { renderFinding } from "./render-finding.ts";

/** Nobody reads more errors, or more warnings; the count goes on. */
export const MOST_SHOWN = 50;

/** Writes findings to standard error as they come, and counts them. */
export class Reporter {
  errors = 0;
  warnings = 0;
  readonly #io: Io;
  readonly #colors: Colors;
  readonly #reported = new Reported(CODE_AREAS);

  constructor(io: Io) {
    this.#io = io;
    this.#colors = colorsFor(io.stderr, io.env);
  }

  async report(findings: readonly Finding[]): Promise<void> {
    for (const finding of findings) {
      if (!this.#reported.isNew(finding.issue)) continue;
      // Each of the two has its share: no number of warnings may hide an error.
      const before = finding.severity === "error" ? this.errors++ : this.warnings++;
      if (before >= MOST_SHOWN) continue;
      await this.#io.stderr.write(renderFinding(finding, this.#colors));
    }
  }

  /** Counts warnings that nobody kept. */
  unkept(count: number): void {
    this.warnings += count;
  }

  /** Says how many there were, where not all were shown. */
  async finish(): Promise<void> {
    const more = beyond(this.errors) + beyond(this.warnings);
    if (more > 0) await this.#io.stderr.write(`... and ${plural(more, "more finding")}\n`);
  }
}

function beyond(count: number): number {
  return Math.max(0, count - MOST_SHOWN);
}
