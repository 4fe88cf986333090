import { describe, expect, it } from "vitest";
import { Input } from "../../../src/cli/input/input.ts";
import { Progress } from "../../../src/cli/progress.ts";
import { testIo, textOf } from "../../helpers/cli.ts";
import { folderWith } from "../../helpers/temporary-folder.ts";

/** Two files of 8 MB together. */
function inputs(): Input[] {
  const folder = folderWith({ a: "a".repeat(5_000_000), b: "b".repeat(3_000_000) });
  return [new Input("a", `${folder}/a`), new Input("b", `${folder}/b`)];
}

/** Reads them, and returns what a terminal saw. */
async function work(tty: boolean, secondsPerMegabyte: number): Promise<string> {
  let clock = 0;
  const io = testIo({ tty, io: { now: () => clock } });
  const progress = new Progress(io, inputs());
  for (let megabyte = 1; megabyte <= 8; megabyte++) {
    clock += secondsPerMegabyte * 1000;
    if (megabyte === 5) progress.fileIsRead();
    await progress.read(1_000_000);
  }
  await progress.clear();
  return textOf(io.stderr);
}

describe("Progress", () => {
  it("shows files, bytes, rate and time left on a terminal, and clears up", async () => {
    const lines = (await work(true, 0.5)).split("\r\u001B[K");
    expect(lines).toHaveLength(10);
    expect(lines[3]).toBe("████████░░░░░░░░░░░░ 37%  0/2 files  3.0/8.0 MB  2.0 MB/s  0:03 left");
    expect(lines.at(-2)).toBe(
      "████████████████████ 100%  1/2 files  8.0/8.0 MB  2.0 MB/s  0:00 left",
    );
    expect(lines.at(-1)).toBe("");
  });

  it("never wraps", async () => {
    let clock = 0;
    const io = testIo({ tty: true, io: { now: () => (clock += 1000) } });
    Object.assign(io.stderr, { columns: 30 });
    await new Progress(io, inputs()).read(4_000_000);
    expect(textOf(io.stderr)).toBe("\r\u001B[K██████████░░░░░░░░░░ 50%  0/2");
  });

  it("shows what has been read of an input of unknown size", async () => {
    let clock = 0;
    const io = testIo({ tty: true, io: { now: () => (clock += 1000) } });
    await new Progress(io, [new Input("<stdin>")]).read(2_000_000);
    expect(textOf(io.stderr)).toBe(
      "\r\u001B[K████████████████████ 100%  2.0/2.0 MB  2.0 MB/s  0:00 left",
    );
  });

  it("shows nothing for work that takes a moment, or in a pipe", async () => {
    expect(await work(true, 0.01)).toBe("");
    expect(await work(false, 10)).toBe("");
  });

  it("ends a run that is aborted", async () => {
    const interrupt = new AbortController();
    const progress = new Progress(testIo({ io: { signal: interrupt.signal } }), []);
    interrupt.abort();
    await expect(progress.read(1_000_000)).rejects.toThrow("aborted");
  });
});
