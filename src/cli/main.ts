#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { addAbortSignal } from "node:stream";
import { isatty, type WriteStream } from "node:tty";
import { colorsFor } from "./colors.ts";
import { INTERRUPTED } from "./exit-code.ts";
import type { Output, Stdin } from "./io.ts";
import { run } from "./run.ts";

const interrupt = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    // A second Ctrl-C does not wait for anything.
    if (interrupt.signal.aborted) process.exit(INTERRUPTED);
    interrupt.abort();
  });
}

/** Opened only if it is read: that takes longer than injecting a file. */
const stdin: Stdin = {
  isTTY: isatty(0),
  [Symbol.asyncIterator]: () =>
    addAbortSignal(interrupt.signal, process.stdin)[Symbol.asyncIterator](),
};

const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");

process.exitCode = await run(process.argv.slice(2), {
  stdin,
  stdout: outputTo(process.stdout),
  stderr: outputTo(process.stderr),
  cwd: process.cwd(),
  now: () => performance.now(),
  signal: interrupt.signal,
  version: (JSON.parse(manifest) as { version: string }).version,
});

function outputTo(stream: WriteStream): Output {
  // A failed write is passed to its callback; without a listener it would end the process as well.
  stream.on("error", () => undefined);
  const isTTY = stream.isTTY === true;
  return {
    isTTY,
    columns: stream.columns,
    colors: colorsFor({ isTTY }, process.env),
    write: (text) =>
      new Promise((resolve, reject) => {
        const done = (error?: NodeJS.ErrnoException | null): void => {
          // The reader (`| head`) has seen enough; that standard error fails cannot be reported.
          if (error == null || error.code === "EPIPE" || stream === process.stderr) resolve();
          else reject(error);
        };
        if (text.length === 0) resolve();
        else stream.write(text, done);
      }),
  };
}
