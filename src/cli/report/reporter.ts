import { type Colors, colorsFor } from "../colors.ts";
import type { Io } from "../io.ts";
import type { Finding } from "./finding.ts";
import { plural } from "./plural.ts";
import { renderFinding } from "./render-finding.ts";

/** Nobody reads more errors, or more warnings; the count goes on. */
export const MOST_SHOWN = 50;

/** Said once a run, however many containers it is true of. */
const SAID_ONCE: ReadonlySet<string> = new Set(["gpu/count-is-shares", "gpu/mig-unverified"]);

/** Writes findings to standard error as they come, and counts them. */
export class Reporter {
  errors = 0;
  warnings = 0;
  readonly #io: Io;
  readonly #colors: Colors;
  readonly #said = new Set<string>();

  constructor(io: Io) {
    this.#io = io;
    this.#colors = colorsFor(io.stderr, io.env);
  }

  async report(findings: readonly Finding[]): Promise<void> {
    for (const finding of findings) {
      if (this.#isRepeated(finding)) continue;
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

  #isRepeated({ issue: { code, path } }: Finding): boolean {
    const isAboutConfig = code.startsWith("config/");
    if (!isAboutConfig && !SAID_ONCE.has(code)) return false;
    // The config is the same for every document.
    const key = isAboutConfig ? JSON.stringify([code, path]) : code;
    const repeated = this.#said.has(key);
    this.#said.add(key);
    return repeated;
  }
}

function beyond(count: number): number {
  return Math.max(0, count - MOST_SHOWN);
}
