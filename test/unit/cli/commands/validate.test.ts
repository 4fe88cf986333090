import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cli } from "../../../helpers/cli.ts";
import { folderWith } from "../../../helpers/temporary-folder.ts";

const docs = "https://github.com/kube-mps/kube-mps/blob/main/docs/errors.md";

describe("kube-mps validate", () => {
  it("shows the variables of valid configs, YAML and JSON", async () => {
    const cwd = folderWith({
      "a.yaml": "pinnedDeviceMemoryLimit: 4Gi\nactiveThreadPercentage: 50\n",
      "b.json": '{ "perDevicePinnedMemoryLimit": { "0": "1Gi", "1": "2Gi" } }',
    });
    expect(await cli("validate a.yaml b.json", { cwd })).toEqual({
      code: 0,
      stdout: [
        "a.yaml: valid",
        "  CUDA_MPS_PINNED_DEVICE_MEM_LIMIT=0=4096M",
        "  CUDA_MPS_ACTIVE_THREAD_PERCENTAGE=50",
        "b.json: valid",
        "  CUDA_MPS_PINNED_DEVICE_MEM_LIMIT=0=1024M,1=2048M",
        "",
      ].join("\n"),
      stderr: "",
    });
  });

  it("shows what is wrong, where, and what to write", async () => {
    const cwd = folderWith({ "mps.yaml": "# Limits\nthreadPercentage: 50\n" });
    expect(await cli("validate mps.yaml", { cwd })).toEqual({
      code: 1,
      stdout: "mps.yaml: invalid\n",
      stderr: [
        "",
        'error[config/unknown-key]: unknown key "threadPercentage"',
        "  --> mps.yaml:2:1",
        "  |",
        "2 | threadPercentage: 50",
        "  | ^^^^^^^^^^^^^^^^",
        "  + activeThreadPercentage: 50",
        "  = at: threadPercentage",
        "  = help: did you mean activeThreadPercentage?",
        `  = docs: ${docs}#configunknown-key`,
        "",
        "1 issue",
        "",
      ].join("\n"),
    });
  });

  it("keeps the quotes of JSON in what it suggests", async () => {
    const stdin = '{\n  "pinnedDeviceMemoryLimit": "4GB"\n}\n';
    const { code, stderr } = await cli("validate -", { stdin });
    expect(code).toBe(1);
    expect(stderr).toContain("  --> <stdin>:2:30\n");
    expect(stderr).toContain('  +   "pinnedDeviceMemoryLimit": "4Gi"\n');
  });

  it.each([
    ["an empty file", "", "config/missing", ":1:1"],
    ["nothing but comments", "# later\n", "config/missing", ":1:1"],
    ["a list", "- 1\n", "config/type", ":1:1"],
    ["broken YAML", "a: [1\n", "yaml/syntax", ":2:1"],
    ["a second document", "---\na: 1\n---\nb: 1\n", "yaml/syntax", ":3:1"],
    ["an alias of nothing", "a: *b\n", "yaml/alias", ":1:4"],
    ["aliases beyond all bounds", bomb(), "yaml/alias", ":1:1"],
  ])("rejects %s", async (_, text, code, position) => {
    const cwd = folderWith({ "mps.yaml": text });
    const result = await cli("validate mps.yaml", { cwd });
    expect(result).toMatchObject({ code: 1, stdout: "mps.yaml: invalid\n" });
    expect(result.stderr).toMatch(`error[${code}]`);
    expect(result.stderr).toMatch(`--> mps.yaml${position}\n`);
  });

  it("reads whole numbers beyond 2^53 exactly", async () => {
    const cwd = folderWith({ "mps.yaml": "pinnedDeviceMemoryLimit: 9007199254740993\n" });
    const { stderr } = await cli("validate mps.yaml", { cwd });
    expect(stderr).toContain("error[memory/too-large]");
    expect(stderr).toContain("at: pinnedDeviceMemoryLimit");
  });

  it("checks limits against the minimum and the number of devices", async () => {
    const cwd = folderWith({ "mps.yaml": 'perDevicePinnedMemoryLimit: { "1": 1Gi }\n' });
    const floor = await cli("validate mps.yaml --min-memory 2Gi", { cwd });
    expect(floor.stderr).toContain(
      "error[memory/too-small]: the memory limit must be at least 2048Mi",
    );
    const devices = await cli("validate mps.yaml --devices 1", { cwd });
    expect(devices).toMatchObject({ code: 1, stdout: "mps.yaml: invalid\n" });
    expect(devices.stderr).toContain("error[device/out-of-range]");
  });

  it("takes the last of two equal keys, as kubectl does, with a warning", async () => {
    const cwd = folderWith({
      "mps.yaml": "activeThreadPercentage: 5\nactiveThreadPercentage: 50\n",
    });
    const { code, stdout, stderr } = await cli("validate mps.yaml", { cwd });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: "mps.yaml: valid\n  CUDA_MPS_ACTIVE_THREAD_PERCENTAGE=50\n",
    });
    expect(stderr).toMatch(/^\nwarning\[yaml\/duplicate-key\].*\n {2}--> mps.yaml:\d:1\n/);
  });

  it("warns of what is valid, but probably a mistake", async () => {
    const cwd = folderWith({ "mps.yaml": "pinnedDeviceMemoryLimit: 8192M\n" });
    const { code, stdout, stderr } = await cli("validate mps.yaml", { cwd });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: "mps.yaml: valid\n  CUDA_MPS_PINNED_DEVICE_MEM_LIMIT=0=7812M\n",
    });
    expect(stderr).toContain("warning[memory/rounded]");
  });

  it("reports to programs", async () => {
    const cwd = folderWith({
      "good.yaml": "activeThreadPercentage: 50\n",
      "bad.yaml": "activeThreadPercentage: 150\n",
    });
    const { code, stdout, stderr } = await cli("validate good.yaml bad.yaml -o json", { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({
      configs: [
        {
          file: "good.yaml",
          valid: true,
          config: { activeThreadPercentage: 50 },
          env: [{ name: "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", value: "50" }],
        },
        { file: "bad.yaml", valid: false },
      ],
      policies: [],
      findings: [
        {
          severity: "error",
          code: "threads/range",
          message: "the thread percentage must be between 0 and 100",
          hint: "write a number from 1 to 99, or 100 for no limit",
          received: "150",
          file: "bad.yaml",
          line: 1,
          column: 25,
          path: ["activeThreadPercentage"],
          field: "activeThreadPercentage",
          docs: `${docs}#threadsrange`,
        },
      ],
    });
  });

  it("annotates a pull request", async () => {
    const cwd = folderWith({ "a,b.yaml": "activeThreadPercentage: 150\n" });
    expect(await cli("validate a,b.yaml --output github", { cwd })).toEqual({
      code: 1,
      stdout:
        "::error file=a%2Cb.yaml,line=1,col=25,title=threads/range::activeThreadPercentage: the thread percentage must be between 0 and 100; write a number from 1 to 99, or 100 for no limit\n",
      stderr: "",
    });
  });

  it.each([
    ["validate", 'a file is required\n  help: name files, folders or globs, or "-" for stdin'],
    ["validate nope.yaml", "cannot read nope.yaml: no such file"],
    ["validate mps.yaml --devices two", '--devices must be a number, not "two"'],
    [
      "validate mps.yaml --min-memory 1k",
      '--min-memory must be bytes or a Kubernetes quantity, 1Mi or more, not "1k"\n  help: write "512Mi", or omit it for that default',
    ],
    [
      "validate mps.yaml --output xml",
      '--output must be one of text, json, github, sarif, not "xml"',
    ],
  ])("rejects %s", async (line, message) => {
    const cwd = folderWith({ "mps.yaml": "activeThreadPercentage: 50\n" });
    expect(await cli(line, { cwd })).toEqual({
      code: 2,
      stdout: "",
      stderr: `kube-mps: ${message}\n`,
    });
  });

  it("reports a file that it cannot read, and validates the others", async () => {
    const cwd = folderWith({
      "big.yaml": "#".repeat(1_000_001),
      "good.yaml": "activeThreadPercentage: 50\n",
    });
    writeFileSync(join(cwd, "latin.yaml"), "# é", "latin1");
    expect(await cli("validate .", { cwd })).toEqual({
      code: 1,
      stdout: `big.yaml: invalid
good.yaml: valid
  CUDA_MPS_ACTIVE_THREAD_PERCENTAGE=50
latin.yaml: invalid
`,
      stderr: `
error[yaml/too-long]: the file is too large for a config
 --> big.yaml
 = help: pass manifests to inject or scan
 = docs: ${docs}#yamltoo-long

error[input/unreadable]: the file is not UTF-8 text
 --> latin.yaml
 = help: convert it to UTF-8, or to UTF-16 with a byte order mark
 = docs: ${docs}#inputunreadable

2 issues
`,
    });
  });

  it("reads standard input without operands", async () => {
    const { stdout } = await cli("validate -q", { stdin: "activeThreadPercentage: 50\n" });
    expect(stdout).toBe("<stdin>: valid\n  CUDA_MPS_ACTIVE_THREAD_PERCENTAGE=50\n");
  });
});

function bomb(): string {
  const row = (name: string, of: string) =>
    `${name}: &${name} [${Array(10).fill(`*${of}`).join(", ")}]\n`;
  return `a: &a 1\n${["ba", "cb", "dc", "ed", "fe", "gf", "hg"].map(([name = "", of = ""]) => row(name, of)).join("")}`;
}
