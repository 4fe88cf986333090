import { statSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import type { Input } from "./input/input.ts";
import type { Io } from "./io.ts";

/** In milliseconds: work that is done sooner shows no progress. */
const PATIENCE = 400;
const INTERVAL = 100;
/** In bytes: milliseconds of work. */
const STEP = 1_000_000;
const BAR = 20;
const CLEAR_LINE = "\r\u001B[K";

/** Lets signals through while a run reads its inputs, and shows a terminal how far it is. */
export class Progress {
  readonly #io: Io;
  readonly #files: number;
  readonly #bytes: number;
  readonly #started: number;
  #filesDone = 0;
  #bytesDone = 0;
  #steppedAt = 0;
  #shownAt: number;
  #isShown = false;

  constructor(io: Io, inputs: readonly Input[]) {
    this.#io = io;
    this.#files = inputs.length;
    this.#bytes = io.stderr.isTTY ? inputs.reduce((sum, { path }) => sum + sizeOf(path), 0) : 0;
    this.#started = io.now();
    this.#shownAt = this.#started + PATIENCE - INTERVAL;
  }

  /** Counts bytes that have been read. Throws if the run is to end. */
  async read(bytes: number): Promise<void> {
    this.#bytesDone += bytes;
    if (this.#bytesDone - this.#steppedAt < STEP) return;
    this.#steppedAt = this.#bytesDone;
    // Files are read synchronously: signals wait for this.
    await setImmediate();
    this.#io.signal.throwIfAborted();
    const now = this.#io.now();
    if (!this.#io.stderr.isTTY || now - this.#shownAt < INTERVAL) return;
    this.#shownAt = now;
    this.#isShown = true;
    await this.#io.stderr.write(CLEAR_LINE + this.#line(now - this.#started));
  }

  fileIsRead(): void {
    this.#filesDone++;
  }

  /** Makes room for other text. */
  async clear(): Promise<void> {
    if (this.#isShown) await this.#io.stderr.write(CLEAR_LINE);
    this.#isShown = false;
  }

  #line(elapsed: number): string {
    const bytes = Math.max(this.#bytes, this.#bytesDone);
    const share = this.#bytesDone / bytes;
    const filled = Math.round(share * BAR);
    const rate = (this.#bytesDone / Math.max(1, elapsed)) * 1000;
    const parts = [
      `${"█".repeat(filled)}${"░".repeat(BAR - filled)} ${Math.floor(share * 100)}%`,
      ...(this.#files > 1 ? [`${this.#filesDone}/${this.#files} files`] : []),
      `${megabytes(this.#bytesDone)}/${megabytes(bytes)} MB`,
      `${megabytes(rate)} MB/s`,
      `${clock((bytes - this.#bytesDone) / rate)} left`,
    ];
    // A line that wraps could not be cleared.
    return parts.join("  ").slice(0, (this.#io.stderr.columns ?? 80) - 1);
  }
}

function sizeOf(path: string | undefined): number {
  return path === undefined ? 0 : (statSync(path, { throwIfNoEntry: false })?.size ?? 0);
}

function megabytes(bytes: number): string {
  const amount = bytes / 1e6;
  return amount < 10 ? amount.toFixed(1) : amount.toFixed(0);
}

function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
