import { spawn, spawnSync } from "node:child_process";
import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installed } from "./consumer.ts";

const command = join(installed, "dist", "cli.js");

const POD = `---
apiVersion: v1
kind: Pod
metadata: { name: train }
spec:
  containers:
    - name: main
      resources:
        limits:
          nvidia.com/gpu: 1
`;

const FILLER = `---\napiVersion: v1\nkind: ConfigMap\n${"# a comment that fills the file\n".repeat(3000)}`;

/** In bytes: several times what the processes below may hold. */
const SIZE = 200_000_000;

const folder = mkdtempSync(join(tmpdir(), "kube-mps-bin-"));
const large = join(folder, "large.yaml");

beforeAll(() => {
  const piece = (FILLER + POD).repeat(100);
  writeFileSync(large, "");
  for (let size = 0; size < SIZE; size += piece.length) appendFileSync(large, piece);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Node with a heap that could not hold a quarter of the large file. */
const node = (...args: string[]) => ["--max-old-space-size=40", command, ...args];

describe("the installed command", () => {
  it("writes nothing where the last document of a large file fails", () => {
    const bad = join(folder, "bad.yaml");
    copyFileSync(large, bad);
    appendFileSync(bad, POD.replace("gpu: 1", "gpu: x"));
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      node("inject", bad, "--memory", "4Gi"),
      { encoding: "utf8" },
    );
    rmSync(bad);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("error[gpu/quantity]");
  });

  it("leaves no half-written file after Ctrl-C", async () => {
    const before = statSync(large);
    const child = spawn(process.execPath, node("inject", large, "--memory", "4Gi", "--in-place"));
    const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
    // The second file in the folder is the one being written.
    while (readdirSync(folder).length < 2 && child.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(readdirSync(folder)).toEqual(["large.yaml"]);
    const after = statSync(large);
    expect([after.ino, after.size, after.mtimeMs]).toEqual([
      before.ino,
      before.size,
      before.mtimeMs,
    ]);
  });

  it("injects a large file in little memory", () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      node("inject", large, "--memory", "4Gi", "--in-place"),
      { encoding: "utf8" },
    );
    expect(stderr).toMatch(/newly limited\); 1 file changed\n$/);
    expect(status).toBe(0);
    expect(statSync(large).size).toBeGreaterThan(SIZE);
    expect(readdirSync(folder)).toEqual(["large.yaml"]);
  });

  it("ends when nobody reads on", () => {
    const { stdout, stderr } = spawnSync(
      "sh",
      ["-c", `"${process.execPath}" "${command}" inject "${large}" -m 4Gi -q | head -n 1`],
      { encoding: "utf8" },
    );
    expect({ stdout, stderr }).toEqual({ stdout: "---\n", stderr: "" });
  });
});
