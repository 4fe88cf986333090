import { execFileSync, spawn } from "node:child_process";
import { chmodSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Input } from "../../../../src/cli/input/input.ts";
import type { Io } from "../../../../src/cli/io.ts";
import { testIo } from "../../../helpers/cli.ts";
import { folderWith } from "../../../helpers/temporary-folder.ts";

async function textOf(input: Input, io: Io = testIo()): Promise<string> {
  let text = "";
  for await (const chunk of input.read(io)) text += chunk;
  return text;
}

/** A named pipe, and what writes to it. */
function pipe(script: string): string {
  const folder = folderWith();
  execFileSync("mkfifo", ["pipe"], { cwd: folder });
  spawn("sh", ["-c", script], { cwd: folder, stdio: "ignore" });
  return join(folder, "pipe");
}

const problem = (message: string, hint?: string) => ({
  findings: [
    {
      severity: "error",
      issue: { code: "input/unreadable", path: [], message, ...(hint && { hint }) },
      place: { file: "it" },
    },
  ],
});

describe("Input", () => {
  it("reads a file larger than a chunk", async () => {
    const text = "é\n".repeat(300_000);
    expect((await textOf(new Input("it", join(folderWith({ it: text }), "it")))) === text).toBe(
      true,
    );
  });

  it("reads standard input", async () => {
    expect(await textOf(new Input("it"), testIo({ stdin: "text" }))).toBe("text");
  });

  it("reads a file that does not know its size", async () => {
    expect(await textOf(new Input("it", "/proc/self/status"))).toMatch(/^Name:/);
  });

  it("waits for the writer of a named pipe, and reads all of it", async () => {
    const path = pipe("sleep 0.2; seq 100000 >pipe");
    const text = await textOf(new Input("it", path));
    expect(text).toHaveLength(588_895);
    expect(text.endsWith("\n100000\n")).toBe(true);
  });

  it("stops to wait for a named pipe when the run is aborted", async () => {
    const interrupt = new AbortController();
    const read = textOf(new Input("it", pipe("")), testIo({ io: { signal: interrupt.signal } }));
    setTimeout(() => interrupt.abort(), 100);
    await expect(read).rejects.toThrow("aborted");
  });

  it("rejects what is not text", async () => {
    const folder = folderWith();
    writeFileSync(join(folder, "it"), Buffer.from([0x1f, 0x8b, 0x08, 0x00]));
    await expect(textOf(new Input("it", join(folder, "it")))).rejects.toMatchObject(
      problem(
        "the file is not UTF-8 text",
        "convert it to UTF-8, or to UTF-16 with a byte order mark",
      ),
    );
  });

  it("rejects what it cannot read", async () => {
    const folder = folderWith();
    await expect(textOf(new Input("it", join(folder, "it")))).rejects.toMatchObject(
      problem("the file cannot be read: no such file or directory"),
    );
    await expect(textOf(new Input("it", folder))).rejects.toMatchObject(
      problem("the file cannot be read: illegal operation on a directory"),
    );
  });

  describe("isUnchanged", () => {
    async function readAnd(change: (path: string) => void): Promise<boolean> {
      const path = join(folderWith({ it: "text" }), "it");
      const input = new Input("it", path);
      await textOf(input);
      change(path);
      return input.isUnchanged();
    }

    it.each<[string, boolean, (path: string) => void]>([
      ["is true for a file nothing happened to", true, () => undefined],
      ["is true for other permissions", true, (path) => chmodSync(path, 0o600)],
      ["is false after a write", false, (path) => writeFileSync(path, "test")],
      ["is false for another time", false, (path) => utimesSync(path, 1, 1)],
      ["is false for a file that is gone", false, (path) => rmSync(path)],
    ])("%s", async (_, expected, change) => {
      expect(await readAnd(change)).toBe(expected);
    });

    it("is false for standard input", () => {
      expect(new Input("it").isUnchanged()).toBe(false);
    });
  });
});
