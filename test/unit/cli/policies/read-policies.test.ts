import { describe, expect, it } from "vitest";
import { cli } from "../../../helpers/cli.ts";
import { folderWith } from "../../../helpers/temporary-folder.ts";

const HEAD = "apiVersion: kube-mps.github.io/v1alpha1\nkind: GpuSharingPolicy\n";

function policy(name: string, spec: string): string {
  return `${HEAD}metadata: { name: ${name} }\nspec: ${spec}\n`;
}

function pod(name: string, memory?: string): string {
  const env = memory && `, env: [{ name: CUDA_MPS_PINNED_DEVICE_MEM_LIMIT, value: "0=${memory}" }]`;
  return `apiVersion: v1
kind: Pod
metadata: { name: ${name} }
spec:
  containers:
    - { name: main, resources: { limits: { nvidia.com/gpu: 1 } }${env ?? ""} }
`;
}

const DEFAULT = policy("small", "{ default: { pinnedDeviceMemoryLimit: 2Gi } }");
const CEILING = policy("ceiling", "{ max: { pinnedDeviceMemoryLimit: 8Gi } }");
const CLAMP = policy("clamp", "{ max: { pinnedDeviceMemoryLimit: 8Gi }, onViolation: clamp }");

describe("inject --policy", () => {
  it("writes the defaults of policies", async () => {
    const cwd = folderWith({ "p.yaml": `${CEILING}---\n${DEFAULT}`, "a.yaml": pod("a") });
    const { code, stdout } = await cli("inject a.yaml -q --policy p.yaml", { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain("0=2048M");
  });

  it("takes limits of flags and configs as what is requested", async () => {
    const cwd = folderWith({
      "p.yaml": CLAMP,
      "a.yaml": pod("a"),
      "c.yaml": "pinnedDeviceMemoryLimit: 16Gi",
    });
    for (const limits of ["-m 16Gi", "--config c.yaml"]) {
      const { stdout } = await cli(`inject a.yaml -q --policy p.yaml ${limits}`, { cwd });
      expect(stdout).toContain("0=8192M");
    }
  });

  it("takes a folder, several files, and standard input", async () => {
    const cwd = folderWith({ "p/a.yaml": CLAMP, "b.yaml": DEFAULT, "a.yaml": pod("a") });
    const both = await cli("inject a.yaml -q --policy p --policy b.yaml", { cwd });
    expect(both.stdout).toContain("0=2048M");
    const piped = await cli("inject a.yaml -q --policy -", { cwd, stdin: DEFAULT });
    expect(piped.stdout).toBe(both.stdout);
  });

  it("denies what violates one", async () => {
    const cwd = folderWith({ "p.yaml": CEILING, "a.yaml": pod("a", "16384M") });
    const { code, stdout, stderr } = await cli("inject a.yaml --policy p.yaml", { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("error[policy/above-max]");
  });

  it("reports every mistake of policies at its place, and changes nothing", async () => {
    const bad = `${policy("a", "{ max: { pinnedDeviceMemoryLimit: 4GB } }")}---\n${policy("a", "{ maxx: {} }")}`;
    const cwd = folderWith({ "p.yaml": bad, "q.yaml": "kind: Pod\n", "a.yaml": pod("a") });
    const { code, stdout, stderr } = await cli("inject a.yaml --policy p.yaml --policy q.yaml", {
      cwd,
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("--> p.yaml:4:41\n");
    expect(stderr).toContain("--> p.yaml:9:9\n");
    expect(stderr).toMatch(/error\[policy\/(?:type|value)\][^\n]*\n *--> q\.yaml:1:/);
  });

  it.each([
    ["inject a.yaml --policy nope", "cannot read nope: no such file"],
    ["inject --policy -", "standard input can be read only once"],
    ["inject a.yaml", "limits are required"],
  ])("rejects %s", async (line, message) => {
    const { code, stderr } = await cli(line, { cwd: folderWith({ "a.yaml": "" }), stdin: "" });
    expect(code).toBe(2);
    expect(stderr).toContain(`kube-mps: ${message}`);
  });
});

describe("validate --policy", () => {
  it("names the policies that are valid", async () => {
    const cwd = folderWith({ "p.yaml": `${CEILING}---\n${DEFAULT}` });
    expect(await cli("validate --policy p.yaml", { cwd })).toEqual({
      code: 0,
      stdout: "policy ceiling: valid\npolicy small: valid\n",
      stderr: "",
    });
    const piped = await cli("validate --policy - -o json", { stdin: DEFAULT });
    expect(JSON.parse(piped.stdout)).toEqual({ configs: [], policies: ["small"], findings: [] });
  });

  it("validates configs all the same if a policy is invalid", async () => {
    const cwd = folderWith({
      "p.yaml": `${HEAD}spec: []\n`,
      "c.yaml": "activeThreadPercentage: 50\n",
    });
    const { code, stdout, stderr } = await cli("validate c.yaml --policy p.yaml", { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain("c.yaml: valid\n");
    expect(stderr).toContain("--> p.yaml:");
  });

  it("warns of what has no effect", async () => {
    const { code, stderr } = await cli("validate --policy -", { stdin: policy("a", "{}") });
    expect(code).toBe(0);
    expect(stderr).toMatch(/warning\[policy\/no-effect\][^\n]*\n *--> <stdin>:\d/);
  });
});

describe("scan --policy", () => {
  it("shows what is allowed, and what violates it", async () => {
    const cwd = folderWith({
      "p.yaml": `${CEILING}---\n${policy("free", "{ match: { containers: [other] }, exempt: true }")}`,
      "a.yaml": `${pod("good", "4096M")}---\n${pod("bad", "16384M")}---\n${pod("free", "65536M").replace("main", "other")}`,
    });
    const { code, stdout, stderr } = await cli("scan a.yaml --policy p.yaml", { cwd });
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: `  LINE  WORKLOAD  CONTAINER  GPUS  MEMORY    THREADS  PRIO  ALLOWED  STATE
a.yaml
     6  Pod/good  main       1     0=4096M   -        -     <=8Gi    written
    13  Pod/bad   main       1     0=16384M  -        -     <=8Gi    written
    20  Pod/free  other      1     0=65536M  -        -     exempt   written
`,
    });
    expect(stderr).toMatch(/error\[policy\/above-max\][^\n]*\n *--> a\.yaml:13:5\n/);
    expect(stderr).not.toContain("+ ");
    expect(stderr).toContain("1 issue\n");
  });

  it("warns of what injection would change", async () => {
    const floor = policy("floor", "{ min: { pinnedDeviceMemoryLimit: 2Gi }, onViolation: clamp }");
    const cwd = folderWith({
      "p.yaml": `${CLAMP}---\n${floor}`,
      "a.yaml": `${pod("a", "16384M")}---\n${pod("b", "1024M")}`,
    });
    const { code, stdout } = await cli("scan a.yaml --policy p.yaml -o json", { cwd });
    expect(code).toBe(0);
    const { containers, findings } = JSON.parse(stdout);
    expect(containers[0].allowed.max).toEqual({ pinnedDeviceMemoryLimit: 8 * 2 ** 30 });
    expect(findings).toMatchObject([
      { severity: "warning", code: "policy/above-max", line: 6 },
      { severity: "warning", code: "policy/below-min", line: 13 },
    ]);
  });

  it("needs the namespace of policies that select by it", async () => {
    const selecting = policy(
      "team",
      "{ match: { namespaces: [team] }, max: { pinnedDeviceMemoryLimit: 8Gi } }",
    );
    const cwd = folderWith({ "p.yaml": selecting, "a.yaml": pod("a", "4096M") });
    const { code, stdout, stderr } = await cli("scan a.yaml --policy p.yaml", { cwd });
    expect(code).toBe(1);
    expect(stdout).toMatch(/ {2}written\n$/);
    expect(stderr).toContain("error[policy/namespace-unknown]");
    const known = await cli("scan a.yaml --policy p.yaml --namespace team", { cwd });
    expect(known).toMatchObject({ code: 0, stdout: expect.stringContaining("<=8Gi") });
  });
});
