#!/usr/bin/env node
import { readFileSync } from "node:fs";
import type { WriteStream } from "node:tty";
import { INTERRUPTED } from "./exit-code.ts";
import type { Output } from "./io.ts";
import { run } from "./run.ts";

const interrupt = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    // A second Ctrl-C is meant.
    if (interrupt.signal.aborted) process.exit(INTERRUPTED);
    interrupt.abort();
    process.stdin.destroy();
  });
}

const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");

process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: outputTo(process.stdout),
  stderr: outputTo(process.stderr),
  env: process.env,
  cwd: process.cwd(),
  now: () => performance.now(),
  signal: interrupt.signal,
  version: (JSON.parse(manifest) as { version: string }).version,
});
// Waiting for a terminal to say more would keep the process alive.
process.stdin.destroy();

function outputTo(stream: WriteStream): Output {
  // A failed write is told to its own caller; without a listener it would end the process as well.
  stream.on("error", () => undefined);
  return {
    isTTY: stream.isTTY === true,
    columns: stream.columns,
    write: (text) =>
      new Promise((resolve, reject) => {
        if (text === "") resolve();
        else stream.write(text, (error) => (error == null ? resolve() : reject(error)));
      }),
  };
}
