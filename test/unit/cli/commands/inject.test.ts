import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cli } from "../../../helpers/cli.ts";
import { fileIn, folderWith } from "../../../helpers/temporary-folder.ts";

const pod = (name: string, gpus = "1"): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  containers:
    - name: main   # the only one
      resources:
        limits:
          nvidia.com/gpu: ${gpus}
`;

const ENV = `      env:
        - name: CUDA_MPS_PINNED_DEVICE_MEM_LIMIT
          value: "0=4096M"
        - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
          value: "50"
`;

const injected = (name: string): string =>
  pod(name).replace("      resources", `${ENV}      resources`);

const CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: none}";

const limits = "--memory 4Gi --threads 50";

describe("kube-mps inject", () => {
  it("writes the text to standard output, the report to standard error", async () => {
    const cwd = folderWith({ "pod.yaml": pod("a") });
    expect(await cli(`inject pod.yaml ${limits}`, { cwd })).toEqual({
      code: 0,
      stdout: injected("a"),
      stderr:
        "✓ pod.yaml:1 Pod/a: main gets limits (nvidia.com/gpu: 1)\n1 GPU container in 1 document of 1 file (1 newly limited); changes in 1 file\n",
    });
    expect(fileIn(cwd, "pod.yaml")).toBe(pod("a"));
  });

  it("reads standard input, and reports nothing if it is quiet and all is well", async () => {
    expect(await cli(`inject - -q ${limits}`, { stdin: pod("a") })).toEqual({
      code: 0,
      stdout: injected("a"),
      stderr: "",
    });
  });

  it("shows a diff, and returns 1 as long as anything would change", async () => {
    const cwd = folderWith({ "pod.yaml": pod("a"), "other.yaml": CONFIG_MAP });
    const { code, stdout, stderr } = await cli(`inject . --diff ${limits}`, { cwd });
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: `--- a/pod.yaml
+++ b/pod.yaml
@@ -5,6 +5,11 @@
 spec:
   containers:
     - name: main   # the only one
${ENV.replaceAll(/^/gm, "+").slice(0, -1)}       resources:
         limits:
           nvidia.com/gpu: 1
`,
    });
    expect(stderr).toContain("; 1 file would change\n");
    expect(fileIn(cwd, "pod.yaml")).toBe(pod("a"));
    await cli(`inject . --in-place ${limits}`, { cwd });
    expect(await cli(`inject . --diff ${limits}`, { cwd })).toEqual({
      code: 0,
      stdout: "",
      stderr:
        "- pod.yaml:1 Pod/a: main already has these limits\n1 GPU container in 2 documents of 2 files (1 already limited); nothing to change\n",
    });
  });

  it("colors the diff on a terminal", async () => {
    const { stdout } = await cli(`inject - --diff ${limits}`, { stdin: pod("a"), tty: true });
    expect(stdout).toContain("\u001B[32m+      env:\u001B[39m\n");
  });

  describe("when one document is invalid", () => {
    const files = { "a.yaml": pod("a"), "b.yaml": `${pod("b")}---\n${pod("c", "${GPUS}")}` };
    const said = (outcome: string): string => `error[gpu/quantity]: a number of GPUs must be whole
   --> b.yaml:21:11
   |
21 |           nvidia.com/gpu: \${GPUS}
   |           ^^^^^^^^^^^^^^
   = at: spec.containers[0].resources.limits[nvidia.com/gpu]
   = help: replace the placeholder first
   = docs: https://github.com/kube-mps/kube-mps/blob/main/docs/errors.md#gpuquantity

✓ a.yaml:1 Pod/a: main gets limits (nvidia.com/gpu: 1)
1 GPU container in 1 document of 1 file (1 newly limited); ${outcome}; 1 issue; 1 of 2 files withheld: --on-invalid keep writes them, invalid documents unchanged
`;

    it("withholds its file and prints the others", async () => {
      const cwd = folderWith(files);
      expect(await cli(`inject a.yaml b.yaml ${limits}`, { cwd })).toEqual({
        code: 1,
        stdout: injected("a"),
        stderr: said("changes in 1 file"),
      });
    });

    it("withholds its file and changes the others in place", async () => {
      const cwd = folderWith(files);
      expect(await cli(`inject b.yaml a.yaml --in-place ${limits}`, { cwd })).toEqual({
        code: 1,
        stdout: "",
        stderr: said("1 file changed"),
      });
      expect(fileIn(cwd, "a.yaml")).toBe(injected("a"));
      expect(fileIn(cwd, "b.yaml")).toBe(files["b.yaml"]);
      expect(readdirSync(cwd)).toEqual(["a.yaml", "b.yaml"]);
    });

    it("withholds its file and shows what would change in the others", async () => {
      const cwd = folderWith(files);
      const { code, stdout, stderr } = await cli(`inject . --diff ${limits}`, { cwd });
      expect({ code, stderr }).toEqual({ code: 1, stderr: said("1 file would change") });
      expect(stdout).toBe((await cli(`inject a.yaml --diff ${limits}`, { cwd })).stdout);
    });

    it("writes nothing if that was the only file", async () => {
      const { stdout, stderr } = await cli(`inject - -q ${limits}`, { stdin: files["b.yaml"] });
      expect(stdout).toBe("");
      expect(stderr).toMatch(/\n\n1 issue; 1 of 1 file withheld: --on-invalid keep .*\n$/);
    });

    it("writes the other documents of its file under --on-invalid keep", async () => {
      const stdin = files["b.yaml"];
      const { code, stdout, stderr } = await cli(`inject - --on-invalid keep ${limits}`, { stdin });
      expect({ code, stdout }).toEqual({ code: 0, stdout: stdin.replace(pod("b"), injected("b")) });
      expect(stderr).toMatch(/^warning\[gpu\/quantity\]: /);
      expect(stderr).toMatch(
        /\n✓ .*\n- <stdin>:12 Pod\/c: main skipped \(invalid\)\n2 GPU containers in .*; 1 warning\n$/,
      );
    });

    it.each([
      ["<n>", "gpu/quantity"],
      ["GPU_COUNT", "gpu/quantity"],
      ["$N", "gpu/quantity"],
      ['"{{ .Values.n }}"', "gpu/quantity"],
      ["{{ .Values.n }}", "yaml/template"],
    ])("because of %s", async (count, code) => {
      const cwd = folderWith({ "a.yaml": pod("a"), "b.yaml": pod("b", count) });
      const result = await cli(`inject . -q ${limits}`, { cwd });
      expect(result).toMatchObject({ code: 1, stdout: injected("a") });
      expect(result.stderr).toContain(`error[${code}]`);
    });
  });

  it("reports a file that is not text, and processes the others", async () => {
    const cwd = folderWith({ "b.yaml": pod("b") });
    writeFileSync(join(cwd, "a.yaml"), pod("a").replace("only", "élan"), "latin1");
    expect(await cli(`inject . ${limits}`, { cwd })).toEqual({
      code: 1,
      stdout: injected("b"),
      stderr: `error[input/unreadable]: the file is not UTF-8 text
 --> a.yaml
 = help: convert it to UTF-8, or to UTF-16 with a byte order mark
 = docs: https://github.com/kube-mps/kube-mps/blob/main/docs/errors.md#inputunreadable

✓ b.yaml:1 Pod/b: main gets limits (nvidia.com/gpu: 1)
1 GPU container in 1 document of 1 file (1 newly limited); changes in 1 file; 1 issue; 1 of 2 files not processed
`,
    });
  });

  it("reads UTF-16 with a byte order mark, and prints UTF-8", async () => {
    const stdin = Buffer.from(`\uFEFF${pod("é")}`, "utf16le");
    const { stdout } = await cli(`inject -q ${limits}`, { stdin });
    expect(stdout).toBe(`\uFEFF${injected("é")}`);
  });

  it("reads limits from a file, those of options first", async () => {
    const cwd = folderWith({
      "mps.yaml": 'activeThreadPercentage: 10\nperDevicePinnedMemoryLimit: { "0": 1Gi }\n',
    });
    const line = "inject - -c mps.yaml --threads 50 --device-memory 0=4Gi -q";
    const { stdout } = await cli(line, { cwd, stdin: pod("a") });
    expect(stdout).toBe(injected("a"));
  });

  it("points to the line of the file, or the option that wins over it", async () => {
    const cwd = folderWith({ "mps.yaml": "activeThreadPercentage: 500\nclientPriority: 7\n" });
    const { code, stderr } = await cli("inject - -c mps.yaml -t 200", { cwd, stdin: pod("a") });
    expect(code).toBe(1);
    expect(stderr).toContain("--> command line\n |\n | --threads 200\n |           ^^^\n");
    expect(stderr).toContain("--> mps.yaml:2:17\n");
    expect(stderr).toMatch(/\n2 issues\n$/);
  });

  it("passes every option to the library", async () => {
    const there = pod("a").replace(
      "      resources",
      '      env: [{ name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE, value: "20" }]\n      resources',
    );
    const run = (more: string, stdin = there) => cli(`inject - -q -t 50 ${more}`, { stdin });
    expect(await run("--on-conflict tighten")).toEqual({ code: 0, stdout: there, stderr: "" });
    expect((await run("--on-conflict error")).stderr).toContain("error[env/conflict]");
    expect((await run("--on-conflict error")).stderr).toContain('set --on-conflict to "override"');
    expect((await run("--gpu-unit device -m 1Gi", pod("a", "2"))).stdout).toContain(
      '"0=1024M,1=1024M"',
    );
    expect((await run("--resource-limit example.com/share=3")).stdout).toContain(
      "example.com/share: ",
    );
    expect((await run("--gpu-resource amd.com/gpu")).stdout).toBe(there);
    expect(
      (await run("--unknown-kinds error", pod("a").replace("v1", "x.io/v1"))).stderr,
    ).toContain("error[workload/unknown-kind]");
    expect((await run("--max-document 10")).stderr).toContain("error[yaml/too-long]");
    expect((await run("--min-memory 8Gi -m 4Gi")).stderr).toContain("error[memory/too-small]");
    const optOut = pod("a").replace("  name: a", "  labels: {mps: 'true'}\n  annotations: {}");
    expect((await run("--opt-out-label mps", optOut)).stdout).toBe(optOut);
    expect((await run("--opt-out-annotation mps", optOut)).stdout).not.toBe(optOut);
    expect(await cli("inject - -q --missing-config skip", { stdin: there })).toMatchObject({
      code: 0,
      stdout: there,
    });
  });

  it("reads kinds from a file, one or several", async () => {
    const row = "group: example.com\nkind: TrainingJob\npods: [spec.pod]\n";
    const stdin = pod("a")
      .replace("v1", "example.com/v1")
      .replace("Pod", "TrainingJob")
      .replace("spec:\n", "spec:\n pod:\n");
    for (const text of [row, `- ${row.replaceAll("\n", "\n  ")}\n`]) {
      const cwd = folderWith({ "rows.yaml": text });
      const { stdout } = await cli(`inject - -q --kinds rows.yaml ${limits}`, { cwd, stdin });
      expect(stdout).toContain(ENV);
    }
    const cwd = folderWith({ "rows.yaml": `${row}kinds: 1\n` });
    const { code, stderr } = await cli(`inject - --kinds rows.yaml ${limits}`, { cwd, stdin });
    expect(code).toBe(1);
    expect(stderr).toContain("error[options/kind]");
    expect(stderr).toContain("--> rows.yaml:4:8\n");
  });

  it("warns once of what is true of every container", async () => {
    const cwd = folderWith({ "a.yaml": pod("a", "2"), "b.yaml": pod("b", "2") });
    const { stderr } = await cli(`inject . ${limits}`, { cwd });
    expect(stderr.match(/gpu\/count-is-replicas/g)).toHaveLength(1);
    expect(stderr).toContain('set --gpu-unit to "device"');
  });

  it("lists twenty containers, and counts the others", async () => {
    const stdin = Array.from({ length: 23 }, (_, index) => pod(`p${index}`)).join("---\n");
    const { stderr } = await cli(`inject - ${limits}`, { stdin });
    expect(stderr.match(/✓/g)).toHaveLength(20);
    expect(stderr).toMatch(/\n {2}\.\.\. and 3 more containers\n23 GPU containers in 23 documents/);
  });

  it("shows fifty errors, and counts the others", async () => {
    const stdin = Array.from({ length: 60 }, (_, index) => pod(`p${index}`, "x")).join("---\n");
    const { stderr } = await cli(`inject - ${limits}`, { stdin });
    expect(stderr.match(/error\[gpu\/quantity\]/g)).toHaveLength(50);
    expect(stderr).toMatch(/\.\.\. and 10 more findings\n60 issues; 1 of 1 file withheld: .*\n$/);
  });

  it("shows warnings alike as one", async () => {
    const low = injected("a").replace('"50"', '"40"');
    const stdin = `${`${low}---\n`.repeat(36)}${pod("last", "x")}`;
    const { stderr } = await cli(`inject - ${limits}`, { stdin });
    expect(stderr.match(/warning\[env\/overridden\]/g)).toHaveLength(1);
    expect(stderr).toContain("--> <stdin>:11:9\n");
    expect(stderr).toContain("= also: in 35 more places\n");
    expect(stderr).toMatch(/\n1 issue; 36 warnings; 1 of 1 file withheld: .*\n$/);
  });

  it.each([
    ["inject", 'a file is required\n  help: name files, folders or globs, or "-" for stdin'],
    ["inject a.yaml -c nope.yaml", "cannot read nope.yaml: no such file"],
    ["inject a.yaml -c empty", "cannot read empty: it is a directory"],
    [
      "inject a.yaml --threads 50%",
      '--threads must be a number, not "50%"\n  help: did you mean --threads 50?',
    ],
    ["inject a.yaml --threads half", '--threads must be a number, not "half"'],
    [
      "inject a.yaml --device-memory 4Gi",
      '--device-memory must be KEY=VALUE, not "4Gi"\n  help: write --device-memory 0=4Gi',
    ],
    ["inject a.yaml --client-priority 2", '--client-priority must be one of 0, 1, not "2"'],
    [
      "inject a.yaml --resource-limit share",
      '--resource-limit must be KEY=VALUE, not "share"\n  help: write --resource-limit example.com/gpu-memory=4096',
    ],
    [
      "inject a.yaml --resource-limit share=1",
      '--resource-limit share must be an extended resource, named domain/name, not "share"\n  help: write "example.com/gpu-memory"',
    ],
    ["inject a.yaml --max-document long", '--max-document must be a number, not "long"'],
    [
      "inject a.yaml --max-document 0",
      "--max-document must be a whole number of UTF-16 units, not 0",
    ],
    [
      "inject a.yaml -i -d",
      "--diff and --in-place exclude each other\n  help: look at the --diff first",
    ],
    ["inject - -i", "<stdin> cannot be changed in place\n  help: remove --in-place"],
    ["inject a.yaml --inplace", "unknown option --inplace\n  help: did you mean --in-place?"],
  ])("rejects %s", async (line, message) => {
    const cwd = folderWith({ "a.yaml": pod("a"), "empty/notes.txt": "" });
    const withLimits = /-[tm] |--(threads|client|device)/.test(line) ? line : `${line} -m 4Gi`;
    expect(await cli(withLimits, { cwd })).toEqual({
      code: 2,
      stdout: "",
      stderr: `kube-mps: ${message}\n`,
    });
    expect(fileIn(cwd, "a.yaml")).toBe(pod("a"));
  });

  it("requires limits", async () => {
    expect(await cli("inject -", { stdin: pod("a") })).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "kube-mps: limits are required\n  help: add --memory 4Gi, --threads 50, --config or --policy FILE\n",
    });
  });

  it("treats a large file like any other", async () => {
    const filler = `${CONFIG_MAP}\n${"# a comment that fills the file\n".repeat(1000)}---\n`.repeat(
      280,
    );
    const good = filler + pod("a");
    const cwd = folderWith({ "good.yaml": good, "bad.yaml": `${good}---\n${pod("b", "x")}` });
    const written = await cli(`inject good.yaml -q ${limits}`, { cwd });
    expect(written.stdout === filler + injected("a")).toBe(true);
    const { stdout } = await cli(`inject good.yaml -q -d ${limits}`, { cwd });
    expect(stdout).toMatch(/^--- a\/good.yaml\n\+\+\+ b\/good.yaml\n@@ -\d+,6 \+\d+,11 @@\n/);
    const refused = await cli(`inject bad.yaml -i ${limits}`, { cwd });
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toMatch(/--> bad.yaml:\d{6}:11\n/);
    expect(refused.stderr).toContain("|           nvidia.com/gpu: x\n");
    expect(readdirSync(cwd)).toEqual(["bad.yaml", "good.yaml"]);
  });

  it("leaves everything as it was when it is interrupted", async () => {
    const cwd = folderWith({ "a.yaml": pod("a") });
    const interrupt = new AbortController();
    interrupt.abort();
    const result = await cli(`inject a.yaml -i ${limits}`, {
      cwd,
      io: { signal: interrupt.signal },
    });
    expect(result).toEqual({ code: 130, stdout: "", stderr: "" });
    expect(readdirSync(cwd)).toEqual(["a.yaml"]);
    expect(fileIn(cwd, "a.yaml")).toBe(pod("a"));
  });
});
