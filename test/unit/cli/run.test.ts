import { describe, expect, it } from "vitest";
import { cli, testIo } from "../../helpers/cli.ts";
import { folderWith } from "../../helpers/temporary-folder.ts";

/** Names that would clear a screen, or begin a line that a GitHub runner obeys. */
const STEERING = `apiVersion: v1
kind: Pod
metadata: {name: "x\\n::error::forged\\n"}
spec:
  containers:
    - name: "a\\e[2J"
      resources: {limits: {nvidia.com/gpu: 1}}
`;

/** An output that every write to fails. */
const failing = (error: Error) => ({
  ...testIo().stdout,
  write: () => Promise.reject(error),
});

describe("run", () => {
  it.each(["--version", "-v"])("shows the version for %s", async (word) => {
    expect(await cli(word)).toEqual({ code: 0, stdout: "1.2.3\n", stderr: "" });
  });

  it.each([
    ["injekt a.yaml", "unknown command injekt\n  help: did you mean inject?"],
    [
      "deploy",
      "unknown command deploy\n  help: the commands are inject, uninject, validate, scan, explain, capacity",
    ],
    [
      "--diff inject",
      "a command must come before --diff\n  help: the commands are inject, uninject, validate, scan, explain, capacity",
    ],
  ])("rejects %s", async (line, message) => {
    expect(await cli(line)).toEqual({ code: 2, stdout: "", stderr: `kube-mps: ${message}\n` });
  });

  it("reports an output that cannot be written", async () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), {
      syscall: "write",
    });
    expect(await cli("--help", { io: { stdout: failing(full) } })).toEqual({
      code: 2,
      stdout: "",
      stderr: "kube-mps: cannot write the output: no space left on device\n",
    });
  });

  it("does not hide a defect of its own", async () => {
    const stdout = failing(new TypeError("x is not a function"));
    await expect(cli("--help", { io: { stdout } })).rejects.toThrow("x is not a function");
  });

  it.each(["scan -", "inject - --memory 4Gi"])(
    "lets no name steer the terminal: %s",
    async (line) => {
      const { stdout, stderr } = await cli(line, { stdin: STEERING });
      const report = line.startsWith("scan") ? stdout + stderr : stderr;
      expect(report).toContain("a\\u001b[2J");
      expect(report).not.toContain("\u001b");
      expect(report).not.toMatch(/^::/m);
    },
  );

  it("returns 130 when it is interrupted", async () => {
    const interrupt = new AbortController();
    interrupt.abort();
    const io = { signal: interrupt.signal };
    const cwd = folderWith({ "a.yaml": "x".repeat(1_000_000) });
    expect(await cli("scan a.yaml", { cwd, io })).toEqual({ code: 130, stdout: "", stderr: "" });
  });

  it("reports the issues of files that options name, in the format that was asked for", async () => {
    const cwd = folderWith({ "mps.yaml": "activeThreadPercentage: 150\n" });
    const { code, stdout, stderr } = await cli("inject -c mps.yaml -o json", { cwd, stdin: "" });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(JSON.parse(stderr)).toEqual({
      findings: [
        {
          severity: "error",
          file: "mps.yaml",
          line: 1,
          column: 25,
          code: "threads/range",
          path: ["activeThreadPercentage"],
          field: "activeThreadPercentage",
          message: "the thread percentage must be between 0 and 100",
          hint: "write a number from 1 to 99, or 100 for no limit",
          received: "150",
          docs: "https://github.com/kube-mps/kube-mps/blob/main/docs/errors.md#threadsrange",
        },
      ],
    });
  });
});
