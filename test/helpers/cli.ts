import { type Colors, colorsFor } from "../../src/cli/colors.ts";
import type { Io, Output, Stdin } from "../../src/cli/io.ts";
import { run } from "../../src/cli/run.ts";

/** An output that records what is written. */
class Recorder implements Output {
  text = "";
  readonly isTTY: boolean;
  readonly columns: number | undefined = 80;
  readonly colors: Colors;

  constructor(isTTY = false, env: Readonly<Record<string, string>> = {}) {
    this.isTTY = isTTY;
    this.colors = colorsFor({ isTTY }, env);
  }

  async write(text: string | Uint8Array): Promise<void> {
    this.text += typeof text === "string" ? text : Buffer.from(text).toString();
  }
}

/** What a test can set; everything else is as in a pipe. */
export interface CliSetup {
  readonly cwd?: string;
  /** A terminal if there is none. */
  readonly stdin?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  readonly tty?: boolean;
  readonly io?: Partial<Io>;
}

/** An `Io` without a process. */
export function testIo(setup: CliSetup = {}): Io {
  return {
    stdin: stdinOf(setup.stdin),
    cwd: setup.cwd ?? "/",
    now: () => 0,
    signal: new AbortController().signal,
    version: "1.2.3",
    stdout: new Recorder(setup.tty, setup.env),
    stderr: new Recorder(setup.tty, setup.env),
    ...setup.io,
  };
}

function stdinOf(text: string | Buffer | undefined): Stdin {
  const bytes = (async function* () {
    if (text !== undefined) yield Buffer.from(text);
  })();
  return Object.assign(bytes, { isTTY: text === undefined });
}

/** Runs a command line, its words separated by spaces, and returns its exit code and output. */
export async function cli(
  line: string | readonly string[],
  setup: CliSetup = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const io = testIo(setup);
  const argv = typeof line === "string" ? line.split(" ").filter((word) => word !== "") : line;
  const code = await run(argv, io);
  return { code, stdout: textOf(io.stdout), stderr: textOf(io.stderr) };
}

/** What was written to an output of a test. */
export function textOf(output: Output): string {
  return output instanceof Recorder ? output.text : "";
}
