import { execFileSync } from "node:child_process";
import {
  chmodSync,
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readOptionFlags } from "../../../../src/cli/args/option-flags.ts";
import { parseFlags } from "../../../../src/cli/args/parse-flags.ts";
import { EditedInput } from "../../../../src/cli/editing/edited-input.ts";
import { Stage } from "../../../../src/cli/editing/stage.ts";
import { writeInPlace } from "../../../../src/cli/editing/write-in-place.ts";
import { findInputs } from "../../../../src/cli/input/find-inputs.ts";
import { readInputs } from "../../../../src/cli/input/read-inputs.ts";
import { Findings } from "../../../../src/cli/report/findings.ts";
import { unwrap, validateMpsConfig } from "../../../../src/index.ts";
import { injectYaml } from "../../../../src/yaml/index.ts";
import { cli, testIo } from "../../../helpers/cli.ts";
import { fileIn, folderWith } from "../../../helpers/temporary-folder.ts";

const pod = (name: string, env = ""): string => `apiVersion: v1
kind: Pod
metadata: { name: ${name} }
spec:
  containers:
    - name: main
${env}      resources: { limits: { nvidia.com/gpu: 1 } }
`;

const injected = (name: string): string =>
  pod(
    name,
    `      env:
        - name: CUDA_MPS_PINNED_DEVICE_MEM_LIMIT
          value: "0=4096M"
`,
  );

const inject = (cwd: string, ...operands: string[]) =>
  cli(["inject", ...operands, "--in-place", "-q", "-m", "4Gi"], { cwd });

describe("writeInPlace", () => {
  it("replaces the files that change, and keeps their permissions", async () => {
    const cwd = folderWith({ "a.yaml": pod("a"), "b.yaml": injected("b") });
    chmodSync(join(cwd, "a.yaml"), 0o640);
    const before = statSync(join(cwd, "b.yaml"));
    expect(await inject(cwd, ".")).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(fileIn(cwd, "a.yaml")).toBe(injected("a"));
    expect(statSync(join(cwd, "a.yaml")).mode & 0o777).toBe(0o640);
    expect(statSync(join(cwd, "b.yaml"))).toEqual({
      ...before,
      atimeMs: expect.any(Number),
      atime: expect.any(Date),
    });
    expect(readdirSync(cwd)).toEqual(["a.yaml", "b.yaml"]);
  });

  it("replaces what a symbolic link leads to, once", async () => {
    const cwd = folderWith({ "real/a.yaml": pod("a") });
    symlinkSync("real/a.yaml", join(cwd, "one.yaml"));
    symlinkSync("real/a.yaml", join(cwd, "two.yaml"));
    expect(await inject(cwd, "one.yaml", "two.yaml")).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(fileIn(cwd, "real/a.yaml")).toBe(injected("a"));
    expect(readlinkSync(join(cwd, "one.yaml"))).toBe("real/a.yaml");
    expect(lstatSync(join(cwd, "two.yaml")).isSymbolicLink()).toBe(true);
    expect(readdirSync(join(cwd, "real"))).toEqual(["a.yaml"]);
  });

  it("keeps hard links", async () => {
    const cwd = folderWith({ "a.yaml": pod("a") });
    linkSync(join(cwd, "a.yaml"), join(cwd, "link"));
    const { ino } = statSync(join(cwd, "a.yaml"));
    expect(await inject(cwd, "a.yaml")).toMatchObject({ code: 0 });
    expect(fileIn(cwd, "link")).toBe(injected("a"));
    expect(statSync(join(cwd, "a.yaml")).ino).toBe(ino);
    expect(readdirSync(cwd)).toEqual(["a.yaml", "link"]);
  });

  it.each(["utf-16le", "utf-16be"])("writes %s back as such", async (encoding) => {
    const cwd = folderWith();
    const encoded = (text: string): Buffer => {
      const bytes = Buffer.from(`\uFEFF${text}`, "utf16le");
      return encoding === "utf-16be" ? bytes.swap16() : bytes;
    };
    writeFileSync(join(cwd, "a.yaml"), encoded(pod("é")));
    expect(await inject(cwd, "a.yaml")).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(readFileSync(join(cwd, "a.yaml"))).toEqual(encoded(injected("é")));
  });

  it("leaves a file alone that has changed since it was read, and replaces the others", async () => {
    const io = testIo({ cwd: folderWith({ "a.yaml": pod("a"), "b.yaml": pod("b") }) });
    const flags = parseFlags([], []);
    const findings = new Findings("json");
    const run = { flags, io, findings, options: await readOptionFlags({ flags, io, findings }) };
    const stage = new Stage();
    const config = unwrap(validateMpsConfig({ pinnedDeviceMemoryLimit: "4Gi" }));
    const edit = (text: string) => injectYaml(text, config, run.options);
    const job = { run, stage, edit, mode: "in-place" as const };
    const inputs = await findInputs(["."], io);
    const read = await readInputs(inputs, run, (input) => new EditedInput(input, job));
    writeFileSync(join(io.cwd, "a.yaml"), "changed");
    await writeInPlace(read, io, findings);
    expect(fileIn(io.cwd, "a.yaml")).toBe("changed");
    expect(fileIn(io.cwd, "b.yaml")).toBe(injected("b"));
    expect(readdirSync(io.cwd)).toEqual(["a.yaml", "b.yaml"]);
    expect(read.map(({ withheld }) => withheld)).toEqual(["failed", undefined]);
    expect(findings.list).toEqual([
      {
        severity: "error",
        issue: {
          code: "input/unreadable",
          path: [],
          message: "the file has changed since it was read, and is not overwritten",
          hint: "run the command again",
        },
        place: { file: "a.yaml" },
      },
    ]);
  });

  it("does not replace a pipe", async () => {
    const cwd = folderWith();
    execFileSync("mkfifo", ["pipe"], { cwd });
    expect(await inject(cwd, "pipe")).toEqual({
      code: 2,
      stdout: "",
      stderr: "kube-mps: pipe cannot be changed in place\n  help: remove --in-place\n",
    });
    expect(lstatSync(join(cwd, "pipe")).isFIFO()).toBe(true);
  });

  it("leaves every file as it was if one cannot be written", async () => {
    const cwd = folderWith({ "a.yaml": pod("a"), "b/b.yaml": pod("b") });
    // Where the new file would be written first.
    const name = join(cwd, "b", `.b.yaml.${process.pid}.tmp`);
    writeFileSync(name, "");
    expect(await inject(cwd, "a.yaml", "b/b.yaml")).toEqual({
      code: 2,
      stdout: "",
      stderr: "kube-mps: cannot write in place: file already exists\n",
    });
    expect(fileIn(cwd, "a.yaml")).toBe(pod("a"));
    expect(readdirSync(cwd)).toEqual(["a.yaml", "b"]);
    expect(fileIn(cwd, `b/.b.yaml.${process.pid}.tmp`)).toBe("");
  });
});
