import type { Io, Output } from "../../src/cli/io.ts";
import { run } from "../../src/cli/run.ts";

/** An output that records what is written. */
class Recorder implements Output {
  text = "";
  readonly isTTY: boolean;
  readonly columns: number | undefined = 80;

  constructor(isTTY = false) {
    this.isTTY = isTTY;
  }

  async write(text: string): Promise<void> {
    this.text += text;
  }
}

/** What a test can set; everything else is as in a pipe. */
export interface CliSetup {
  readonly cwd?: string;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly tty?: boolean;
  readonly io?: Partial<Io>;
}

/** An `Io` without a process. */
export function testIo(setup: CliSetup = {}): Io {
  return {
    stdin: (async function* () {
      if (setup.stdin !== undefined) yield new TextEncoder().encode(setup.stdin);
    })(),
    env: setup.env ?? {},
    cwd: setup.cwd ?? "/",
    now: () => 0,
    signal: new AbortController().signal,
    version: "1.2.3",
    stdout: new Recorder(setup.tty),
    stderr: new Recorder(setup.tty),
    ...setup.io,
  };
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
