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

/** Runs a line of bash, in which `kube-mps` is the command, in an empty folder. */
function bash(script: string) {
  const cwd = mkdtempSync(join(folder, "bash-"));
  const tmp = mkdtempSync(join(folder, "tmp-"));
  const define = `kube-mps() { "${process.execPath}" "${command}" "$@"; };`;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", `${define} ${script}`], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, TMPDIR: tmp, POD },
    timeout: 60_000,
  });
  const left = readdirSync(tmp);
  rmSync(cwd, { recursive: true });
  rmSync(tmp, { recursive: true });
  return { status, stdout, stderr, left };
}

describe("the installed command", () => {
  it("writes nothing of a large file whose last document is invalid", () => {
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

  it("ends when its output is not read further", () => {
    expect(bash(`kube-mps inject "${large}" -m 4Gi -q | head -n 1`)).toEqual({
      status: 0,
      stdout: "---\n",
      stderr: "",
      left: [],
    });
  });

  it.each([
    ["cannot be written", `kube-mps inject "${large}" -m 4Gi -q`],
    ["is short and cannot be written", "kube-mps --help"],
  ])("reports an output that %s", (_, line) => {
    expect(bash(`${line} > /dev/full`)).toEqual({
      status: 2,
      stdout: "",
      stderr: "kube-mps: cannot write the output: no space left on device\n",
      left: [],
    });
  });

  describe("reads once and completely", () => {
    const injected = POD.replace(
      "      resources:",
      `      env:
        - name: CUDA_MPS_PINNED_DEVICE_MEM_LIMIT
          value: "0=4096M"
      resources:`,
    );
    // More than a pipe holds at a time.
    const write = `{ printf %s "$POD"; yes '# filler' | head -n 100000; }`;

    it.each([
      ["piped standard input", `${write} | kube-mps inject -m 4Gi -q`],
      ["standard input by a dash", `${write} | kube-mps inject - -m 4Gi -q`],
      ["standard input by its name", `${write} | kube-mps inject /dev/stdin -m 4Gi -q`],
      ["a file as standard input", `${write} > pod; kube-mps inject -m 4Gi -q < pod`],
      ["a process substitution", `kube-mps inject <(${write}) -m 4Gi -q`],
      ["a named pipe", `mkfifo pipe; ${write} > pipe & kube-mps inject pipe -m 4Gi -q`],
    ])("%s", (_, script) => {
      expect(bash(script)).toEqual({
        status: 0,
        stdout: injected + "# filler\n".repeat(100_000),
        stderr: "",
        left: [],
      });
    });
  });

  it.each([
    ["standard input", ["inject", "-m", "4Gi"], ""],
    ["a named pipe", ["inject", "pipe", "-m", "4Gi"], ""],
    ["the rest of a large input", ["inject", "-m", "4Gi"], (FILLER + POD).repeat(1000)],
  ])("stops waiting for %s after SIGTERM, and leaves nothing", async (_, args, input) => {
    const cwd = mkdtempSync(join(folder, "wait-"));
    spawnSync("mkfifo", ["pipe"], { cwd });
    const env = { ...process.env, TMPDIR: cwd };
    const child = spawn(process.execPath, [command, ...args], { cwd, env });
    const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
    // What it has not read when it ends cannot be written.
    child.stdin.on("error", () => {});
    child.stdin.write(input);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    child.kill("SIGTERM");
    expect(await ended).toBe(130);
    expect(readdirSync(cwd)).toEqual(["pipe"]);
    rmSync(cwd, { recursive: true });
  });
});
