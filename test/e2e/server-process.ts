import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { basename } from "node:path";

/** How many lines of its log are kept. */
const LINES = 200;

/** A server that ends with the process that started it. */
export class ServerProcess {
  readonly #name: string;
  readonly #child: ChildProcess;
  #lines: string[] = [];
  readonly #kill = (): void => {
    this.#child.kill("SIGKILL");
  };

  constructor(path: string, flags: readonly string[]) {
    this.#name = basename(path);
    this.#child = spawn(path, flags, { stdio: ["ignore", "pipe", "pipe"] });
    this.#child.on("error", (error) => this.#note(String(error)));
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => this.#note(text));
    }
    process.once("exit", this.#kill);
  }

  mustBeRunning(): void {
    const { exitCode, signalCode, pid } = this.#child;
    if (pid === undefined) throw new FatalError(`${this.#name} could not be started`);
    if (exitCode === null && signalCode === null) return;
    throw new FatalError(`${this.#name} ended with ${exitCode ?? signalCode}`);
  }

  log(): string {
    return `--- the last lines of ${this.#name} ---\n${this.#lines.join("\n")}`;
  }

  async stop(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid !== undefined && exitCode === null && signalCode === null) {
      const ended = once(this.#child, "exit");
      const deadline = setTimeout(this.#kill, 10_000);
      this.#child.kill("SIGTERM");
      await ended;
      clearTimeout(deadline);
    }
    process.off("exit", this.#kill);
  }

  #note(text: string): void {
    this.#lines = [...this.#lines, ...text.trimEnd().split("\n")].slice(-LINES);
  }
}

/** An error that no waiting can fix. */
export class FatalError extends Error {}
