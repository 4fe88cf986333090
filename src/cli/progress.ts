import type { Io } from "./io.ts";

/** Work that is done sooner shows no progress at all. */
const PATIENCE = 400;
const INTERVAL = 100;
const BAR = 20;
const CLEAR_LINE = "\r\u001B[K";

/** How much work there is. */
export interface Work {
  readonly files: number;
  readonly bytes: number;
}

/** All the work there is in some sources. */
export function workOf(sources: readonly { readonly size: number }[]): Work {
  return { files: sources.length, bytes: sources.reduce((sum, { size }) => sum + size, 0) };
}

/** A line on a terminal's standard error for work that takes long; nothing in a pipe. */
export class Progress {
  readonly #io: Io;
  readonly #total: Work;
  readonly #visible: boolean;
  readonly #started: number;
  #files = 0;
  #bytes = 0;
  #shownAt: number;
  #shown = false;

  constructor(io: Io, total: Work, visible: boolean = io.stderr.isTTY) {
    this.#io = io;
    this.#visible = visible;
    this.#total = total;
    this.#started = io.now();
    this.#shownAt = this.#started + PATIENCE - INTERVAL;
  }

  async bytes(count: number): Promise<void> {
    this.#bytes += count;
    const now = this.#io.now();
    if (!this.#visible || now - this.#shownAt < INTERVAL) return;
    this.#shownAt = now;
    this.#shown = true;
    await this.#io.stderr.write(CLEAR_LINE + this.#line(now - this.#started));
  }

  file(): void {
    this.#files++;
  }

  /** Makes room for other text. */
  async clear(): Promise<void> {
    if (this.#shown) await this.#io.stderr.write(CLEAR_LINE);
    this.#shown = false;
  }

  #line(elapsed: number): string {
    const { files, bytes } = this.#total;
    const done = bytes === 0 ? 1 : Math.min(1, this.#bytes / bytes);
    const filled = Math.round(done * BAR);
    const rate = (this.#bytes / Math.max(1, elapsed)) * 1000;
    const left = rate === 0 ? 0 : Math.max(0, bytes - this.#bytes) / rate;
    const parts = [
      `${"█".repeat(filled)}${"░".repeat(BAR - filled)} ${Math.floor(done * 100)}%`,
      ...(files > 1 ? [`${this.#files}/${files} files`] : []),
      `${megabytes(this.#bytes)}/${megabytes(bytes)} MB`,
      `${megabytes(rate)} MB/s`,
      `${clock(left)} left`,
    ];
    // A line that wraps could not be cleared.
    return parts.join("  ").slice(0, (this.#io.stderr.columns ?? 80) - 1);
  }
}

function megabytes(bytes: number): string {
  const amount = bytes / 1e6;
  return amount < 10 ? amount.toFixed(1) : amount.toFixed(0);
}

function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
