import { describe, expect, it } from "vitest";
import { Progress } from "../../../src/cli/progress.ts";
import { testIo, textOf } from "../../helpers/cli.ts";

/** Does a work of 8 MB in 2 files, and tells what a terminal saw. */
async function work(tty: boolean, secondsPerMegabyte: number): Promise<string> {
  let clock = 0;
  const io = testIo({ tty, io: { now: () => clock } });
  const progress = new Progress(io, { files: 2, bytes: 8_000_000 });
  for (let megabyte = 1; megabyte <= 8; megabyte++) {
    clock += secondsPerMegabyte * 1000;
    if (megabyte === 5) progress.file();
    await progress.bytes(1_000_000);
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
    const io = testIo({
      tty: true,
      io: {
        now: (() => {
          let t = 0;
          return () => (t += 1000);
        })(),
      },
    });
    Object.assign(io.stderr, { columns: 30 });
    await new Progress(io, { files: 1, bytes: 10 }).bytes(5);
    expect(textOf(io.stderr)).toBe("\r\u001B[K██████████░░░░░░░░░░ 50%  0.0");
  });

  it("says nothing of work that takes a moment", async () => {
    expect(await work(true, 0.01)).toBe("");
  });

  it("says nothing into a pipe", async () => {
    expect(await work(false, 10)).toBe("");
  });
});
