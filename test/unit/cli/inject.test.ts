import {
  chmodSync,
  lstatSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { cli } from "../../helpers/cli.ts";
import { fileIn, folderWith } from "../../helpers/temporary-folder.ts";

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

  it("reads standard input, and says nothing if it is to be quiet", async () => {
    expect(await cli(`inject - -q ${limits}`, { stdin: pod("a") })).toEqual({
      code: 0,
      stdout: injected("a"),
      stderr: "",
    });
  });

  it("joins files, folders, globs and standard input, each file once", async () => {
    const cwd = folderWith({
      "one.yaml": pod("one"),
      "k8s/b.yml": `---\n${pod("b")}`,
      "k8s/a/none.json": '{ "kind": "ConfigMap" }',
      "k8s/notes.txt": pod("text"),
      "k8s/node_modules/x.yaml": pod("x"),
      "more/c.yaml": `\uFEFF${pod("c")}`,
    });
    const line = `inject one.yaml k8s - more/*.yaml one.yaml ./k8s/b.yml -q ${limits}`;
    expect(await cli(line, { cwd, stdin: CONFIG_MAP })).toEqual({
      code: 0,
      stdout: [
        injected("one"),
        '---\n{ "kind": "ConfigMap" }\n',
        `---\n${injected("b")}`,
        `---\n${CONFIG_MAP}\n`,
        `---\n${injected("c")}`,
      ].join(""),
      stderr: "",
    });
  });

  describe("joins JSON as kubectl reads it", () => {
    const object = '{ "kind": "ConfigMap" }';

    it.each<[string, files: Record<string, string>, stdout: string]>([
      [
        "JSON alone by line breaks",
        { "a.json": object, "b.json": `${object}\n` },
        `${object}\n${object}\n`,
      ],
      [
        "JSON of many objects too",
        { "a.json": `${object}\n${object}`, "b.json": object },
        `${object}\n${object}\n${object}`,
      ],
      [
        "JSON before YAML behind a separator",
        { "a.json": `\uFEFF${object}`, "b.yaml": CONFIG_MAP },
        `---\n${object}\n---\n${CONFIG_MAP}`,
      ],
      [
        "JSON behind YAML",
        { "a.yaml": CONFIG_MAP, "b.json": object },
        `${CONFIG_MAP}\n---\n${object}`,
      ],
      [
        "nothing where there is one file",
        { "a.json": `${object}\n${object}` },
        `${object}\n${object}`,
      ],
    ])("%s", async (_, files, stdout) => {
      const result = await cli(`inject . -q ${limits}`, { cwd: folderWith(files) });
      expect(result).toEqual({ code: 0, stdout, stderr: "" });
    });

    it("several objects among YAML not at all", async () => {
      const cwd = folderWith({ "a.yaml": CONFIG_MAP, "b.json": `${object}\n${object}` });
      const { code, stdout, stderr } = await cli(`inject . ${limits}`, { cwd });
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain(
        "b.json holds 2 objects of JSON: among YAML kubectl would take the first alone",
      );
    });
  });

  it("shows a diff, and exits with 1 for as long as anything would change", async () => {
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

  it("colours the diff on a terminal", async () => {
    const { stdout } = await cli(`inject - --diff ${limits}`, { stdin: pod("a"), tty: true });
    expect(stdout).toContain("\u001B[32m+      env:\u001B[39m\n");
  });

  it("changes files in place: only those that change, with their permissions, behind links", async () => {
    const cwd = folderWith({ "a.yaml": pod("a"), "real/b.yaml": pod("b"), "c.yaml": CONFIG_MAP });
    chmodSync(join(cwd, "a.yaml"), 0o640);
    symlinkSync("real/b.yaml", join(cwd, "link.yaml"));
    const before = statSync(join(cwd, "c.yaml"));
    const line = `inject a.yaml link.yaml c.yaml --in-place ${limits}`;
    expect(await cli(line, { cwd })).toMatchObject({ code: 0, stdout: "" });
    expect(fileIn(cwd, "a.yaml")).toBe(injected("a"));
    expect(statSync(join(cwd, "a.yaml")).mode & 0o777).toBe(0o640);
    expect(fileIn(cwd, "real/b.yaml")).toBe(injected("b"));
    expect(readlinkSync(join(cwd, "link.yaml"))).toBe("real/b.yaml");
    expect(lstatSync(join(cwd, "c.yaml")).ino).toBe(before.ino);
    expect(statSync(join(cwd, "c.yaml")).mtimeMs).toBe(before.mtimeMs);
    expect(readdirSync(cwd).sort()).toEqual(["a.yaml", "c.yaml", "link.yaml", "real"]);
  });

  it.each(["", "--in-place", "--diff"])(
    "writes nothing where one document fails: %s",
    async (mode) => {
      const files = { "a.yaml": pod("a"), "b.yaml": `${pod("b")}---\n${pod("c", "${GPUS}")}` };
      const cwd = folderWith(files);
      expect(await cli(`inject a.yaml b.yaml ${mode} ${limits}`, { cwd })).toEqual({
        code: 1,
        stdout: "",
        stderr: `error[gpu/quantity]: a number of GPUs must be whole
   --> b.yaml:21:11
   |
21 |           nvidia.com/gpu: \${GPUS}
   |           ^^^^^^^^^^^^^^
   = at: spec.containers[0].resources.limits[nvidia.com/gpu]
   = help: replace the placeholder first
   = docs: https://github.com/kube-mps/kube-mps/blob/main/docs/errors.md#gpuquantity

1 issue; nothing was written
`,
      });
      expect(fileIn(cwd, "a.yaml")).toBe(files["a.yaml"]);
      expect(readdirSync(cwd)).toHaveLength(2);
    },
  );

  it("keeps what fails as it is where it is told to", async () => {
    const stdin = `${pod("a")}---\n${pod("c", "1.5")}`;
    const { code, stdout, stderr } = await cli(`inject - --on-invalid keep ${limits}`, { stdin });
    expect({ code, stdout }).toEqual({ code: 0, stdout: stdin.replace(pod("a"), injected("a")) });
    expect(stderr).toContain("warning[gpu/quantity]");
  });

  it("takes limits from a file, those of options first", async () => {
    const cwd = folderWith({
      "mps.yaml": 'activeThreadPercentage: 10\nperDevicePinnedMemoryLimit: { "0": 1Gi }\n',
    });
    const line = "inject - -c mps.yaml --threads 50 --device-memory 0=4Gi -q";
    const { stdout } = await cli(line, { cwd, stdin: pod("a") });
    expect(stdout).toBe(injected("a"));
  });

  it("blames the line of the file, or the option that won over it", async () => {
    const cwd = folderWith({ "mps.yaml": "activeThreadPercentage: 500\nclientPriority: 7\n" });
    const { code, stderr } = await cli("inject - -c mps.yaml -t 200", { cwd, stdin: pod("a") });
    expect(code).toBe(1);
    expect(stderr).toContain("--> command line\n |\n | --threads 200\n |           ^^^\n");
    expect(stderr).toContain("--> mps.yaml:2:17\n");
    expect(stderr).toMatch(/\n2 issues\n$/);
  });

  it("hands every policy to the library", async () => {
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

  it("knows kinds from a file of kinds, one or several", async () => {
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

  it("passes over Helm charts with a word", async () => {
    const chart = { "charts/app/Chart.yaml": "", "charts/app/templates/pod.yaml": "{{ x }}" };
    const cwd = folderWith({ ...chart, "pod.yaml": pod("a") });
    const said =
      "charts/app is a Helm chart, skipped: helm template charts/app | kube-mps inject -\n";
    expect(await cli(`inject . -q ${limits}`, { cwd })).toEqual({
      code: 0,
      stdout: injected("a"),
      stderr: said,
    });
    expect(await cli(`inject **/*.yaml -q ${limits}`, { cwd })).toMatchObject({
      stdout: injected("a"),
      stderr: said,
    });
    expect(await cli(`inject charts ${limits}`, { cwd })).toEqual({
      code: 2,
      stdout: "",
      stderr: `kube-mps: charts holds nothing but Helm charts, whose templates are no manifests yet
  help: render them first: helm template CHART | kube-mps inject -
`,
    });
  });

  it("warns once of what is true of every container", async () => {
    const cwd = folderWith({ "a.yaml": pod("a", "2"), "b.yaml": pod("b", "2") });
    const { stderr } = await cli(`inject . ${limits}`, { cwd });
    expect(stderr.match(/gpu\/count-is-replicas/g)).toHaveLength(1);
    expect(stderr).toContain('set --gpu-unit to "device"');
  });

  it("names the first twenty containers, and counts the others", async () => {
    const stdin = Array.from({ length: 23 }, (_, index) => pod(`p${index}`)).join("---\n");
    const { stderr } = await cli(`inject - ${limits}`, { stdin });
    expect(stderr.match(/✓/g)).toHaveLength(20);
    expect(stderr).toMatch(/\n {2}\.\.\. and 3 more containers\n23 GPU containers in 23 documents/);
  });

  it("shows the first fifty findings, and counts the others", async () => {
    const stdin = Array.from({ length: 60 }, (_, index) => pod(`p${index}`, "x")).join("---\n");
    const { stderr } = await cli(`inject - ${limits}`, { stdin });
    expect(stderr.match(/error\[gpu\/quantity\]/g)).toHaveLength(50);
    expect(stderr).toMatch(/\.\.\. and 10 more findings\n60 issues; nothing was written\n$/);
  });

  it("never hides an issue behind warnings", async () => {
    const low = injected("a").replace('"50"', '"40"');
    const stdin = `${`${low}---\n`.repeat(60)}${pod("last", "x")}`;
    const { stderr } = await cli(`inject - ${limits}`, { stdin });
    expect(stderr.match(/warning\[env\/overridden\]/g)).toHaveLength(50);
    expect(stderr).toContain("error[gpu/quantity]");
    expect(stderr).toMatch(/\.\.\. and 10 more findings\n1 issue; nothing was written\n$/);
  });

  it.each([
    ["inject", 'no file is named\n  help: name files, folders or globs, or "-" for standard input'],
    ["inject nope.yaml", "cannot read nope.yaml: no such file"],
    ["inject *.json", "no file matches *.json"],
    ["inject empty", "no .yaml, .yml or .json file in empty"],
    [
      "inject latin.yaml",
      "latin.yaml is not UTF-8\n  help: kubectl reads UTF-8 only: convert it first",
    ],
    ["inject a.yaml -c nope.yaml", "cannot read nope.yaml: no such file"],
    ["inject a.yaml -c empty", "cannot read empty: it is a directory"],
    [
      "inject a.yaml --threads 50%",
      '--threads must be a number, not "50%"\n  help: did you mean --threads 50?',
    ],
    ["inject a.yaml --threads half", '--threads must be a number, not "half"'],
    [
      "inject a.yaml --device-memory 4Gi",
      '--device-memory must name a device and its limit, not "4Gi"\n  help: write --device-memory 0=4Gi',
    ],
    ["inject a.yaml --priority 2", '--priority must be one of 0, 1, not "2"'],
    [
      "inject a.yaml --resource-limit share",
      '--resource-limit must name a resource and its quantity, not "share"\n  help: write --resource-limit example.com/gpu-memory=4096',
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
    ["inject - -i", "standard input cannot be changed in place\n  help: leave out --in-place"],
    ["inject a.yaml --inplace", "unknown option --inplace\n  help: did you mean --in-place?"],
  ])("%s: is no such command line", async (line, message) => {
    const cwd = folderWith({ "a.yaml": pod("a"), "empty/notes.txt": "" });
    writeFileSync(join(cwd, "latin.yaml"), pod("a").replace("only", "élan"), "latin1");
    const withLimits = /-[tm] |--(threads|priority|device)/.test(line) ? line : `${line} -m 4Gi`;
    expect(await cli(withLimits, { cwd })).toEqual({
      code: 2,
      stdout: "",
      stderr: `kube-mps: ${message}\n`,
    });
    expect(fileIn(cwd, "a.yaml")).toBe(pod("a"));
  });

  it("wants limits", async () => {
    expect(await cli("inject -", { stdin: pod("a") })).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "kube-mps: no limits are given\n  help: add --memory 4Gi, --threads 50 or --config FILE\n",
    });
  });

  it("ends quietly where whoever reads its output has had enough", async () => {
    const closed = Object.assign(new Error("write EPIPE"), { code: "EPIPE" });
    const stdout = { isTTY: false, columns: undefined, write: () => Promise.reject(closed) };
    expect(await cli(`inject - ${limits}`, { stdin: pod("a"), io: { stdout } })).toMatchObject({
      code: 0,
      stderr: "",
    });
  });

  it("treats what is too large to be held like anything else", async () => {
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

  it("says where it cannot keep what it is given", async () => {
    vi.stubEnv("TMPDIR", "/nowhere");
    const { code, stdout, stderr } = await cli(`inject - ${limits}`, { stdin: pod("a") });
    vi.unstubAllEnvs();
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(
      /^kube-mps: cannot write a temporary file: ENOENT.*\n {2}help: let TMPDIR name a folder with room\n$/,
    );
  });

  it("leaves everything as it was after Ctrl-C", async () => {
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
