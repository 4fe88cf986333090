import { describe, expect, it } from "vitest";
import { cli } from "../../../helpers/cli.ts";
import { folderWith } from "../../../helpers/temporary-folder.ts";

function node(name: string, labels: object, gpus = "4"): object {
  const all = { "nvidia.com/gpu.count": "1", ...labels };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels: all },
    status: { allocatable: { "nvidia.com/gpu": gpus } },
  };
}

const SHARED = node("a", {
  "nvidia.com/gpu.product": "NVIDIA-L40S-SHARED",
  "nvidia.com/gpu.memory": "46068",
  "nvidia.com/gpu.replicas": "4",
  "nvidia.com/gpu.sharing-strategy": "mps",
});
const WHOLE = node("b", { "nvidia.com/gpu.memory": "23028" }, "1");

function deployment(name: string, replicas: unknown, memory?: string, threads = "25"): object {
  const variables = {
    CUDA_MPS_PINNED_DEVICE_MEM_LIMIT: memory,
    CUDA_MPS_ACTIVE_THREAD_PERCENTAGE: threads,
  };
  const env = Object.entries(variables).flatMap(([key, value]) =>
    value === undefined ? [] : [{ name: key, value }],
  );
  const resources = { limits: { "nvidia.com/gpu": 1 } };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name },
    spec: { replicas, template: { spec: { containers: [{ name: "main", env, resources }] } } },
  };
}

function list(...items: readonly object[]): string {
  return JSON.stringify({ apiVersion: "v1", kind: "List", items });
}

describe("kube-mps capacity", () => {
  it("shows cards with what is on them, and what does not fit", async () => {
    const cwd = folderWith({
      "k8s/app.json": list(deployment("web", 3, "0=4096M"), deployment("big", 2, "0=65536M")),
    });
    const stdin = list(SHARED, WHOLE);
    const { code, stdout, stderr } = await cli("capacity - k8s", { cwd, stdin });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `  CARD  MEMORY      MIB          THREADS           CLIENTS
a (NVIDIA-L40S)
     0  ███░░░░░░░  12288/46068  ████████░░  75 %  3/48
        3 x Deployment/web/main
b
     0  ░░░░░░░░░░  0/23028      ░░░░░░░░░░  0 %   0/-
not placed
  2 x Deployment/big/main
      no card has so much memory
`,
    });
    expect(stderr).toMatch(/warning\[capacity\/too-large\][^\n]*\n *--> k8s\/app\.json:1:\d+\n/);
    expect(stderr).toContain("\n3 of 5 placed on 1 of 2 cards; 1 card at least; 1 warning\n");
  });

  it("says that no packing is better, and exits with 1 for what is not placed if asked to", async () => {
    const fits = list(SHARED, deployment("web", 2, "0=4096M"));
    const good = await cli("capacity --fail-on unplaced", { stdin: fits });
    expect(good).toMatchObject({
      code: 0,
      stderr: "2 of 2 placed on 1 of 1 card, which is the least possible\n",
    });
    const bad = list(SHARED, deployment("web", 5, "0=4096M"));
    expect((await cli("capacity -q --fail-on unplaced", { stdin: bad })).code).toBe(1);
    expect((await cli("capacity --fail-on never", { stdin: bad })).code).toBe(0);
  });

  it("reserves memory, and holds threads to a factor", async () => {
    const stdin = list(WHOLE, deployment("web", 1, "0=22528M", "60"));
    const placed = async (flags: string) =>
      (await cli(`capacity ${flags}`, { stdin })).stderr.split("\n").at(-2)?.slice(0, 13);
    expect(await placed("--reserve 500")).toBe("1 of 1 placed");
    expect(await placed("--reserve 501")).toBe("0 of 1 placed");
    expect(await placed("--thread-factor 0.6")).toBe("1 of 1 placed");
    expect(await placed("--thread-factor 0.5")).toBe("0 of 1 placed");
  });

  it("shows cards of which the memory is unknown, and threads beyond 100 %", async () => {
    const unknown = node("c", {}, "1");
    const whole = await cli("capacity", { stdin: list(unknown, deployment("web", 1)) });
    expect(whole.stdout).toMatch(/ {5}0 {2}░+ {2}0\/\? {2}███░+ {2}25 % +1\/-\n/);
    const many = await cli("capacity", {
      stdin: list(SHARED, deployment("web", 3, "0=512M", "60")),
    });
    expect(many.stdout).toContain("██████████  180 %  3/48\n");
  });

  it("reports to programs, with everything that was read", async () => {
    const stdin = list(SHARED, deployment("web", 5, "0=4096M"));
    const { stdout } = await cli("capacity -o json", { stdin });
    expect(JSON.parse(stdout)).toMatchObject({
      nodes: [{ name: "a", memoryMiB: 46068 }],
      demands: [{ name: "Deployment/web/main", memoryMiB: 4096, copies: 5 }],
      gpus: [{ node: "a", placed: { length: 4 } }],
      unplaced: [{ demand: "Deployment/web/main", copies: 1 }],
      lowerBound: 2,
      findings: [{ code: "capacity/no-replica", severity: "warning", file: "<stdin>" }],
    });
  });

  it("annotates reviews of code", async () => {
    const cwd = folderWith({ "a.json": list(WHOLE, deployment("web", 1, "0=65536M")) });
    const github = await cli("capacity a.json -o github", { cwd });
    expect(github.stdout).toContain("::warning file=a.json,line=1,");
    const { runs } = JSON.parse((await cli("capacity a.json -o sarif", { cwd })).stdout);
    expect(runs[0].results).toMatchObject([{ ruleId: "capacity/too-large" }]);
  });

  it("places the others if a node or a workload cannot be read", async () => {
    const cwd = folderWith({
      "bad.yaml": "a: [\n---\n- 1\n",
      "good.json": list(SHARED, node("cpu", {}, "0"), deployment("web", 1, "0=4096M")),
    });
    const { code, stdout, stderr } = await cli("capacity bad.yaml good.json", { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain("1 x Deployment/web/main");
    for (const found of ["yaml/syntax", "input/type", "capacity/no-gpu"]) {
      expect(stderr).toContain(`[${found}]`);
    }
  });

  it("says why there is no card", async () => {
    const none = await cli("capacity", { stdin: list(deployment("web", 1, "0=4096M")) });
    expect(none).toMatchObject({ code: 0, stdout: expect.stringContaining("no node offers this") });
    const cpu = await cli("capacity", { stdin: list(node("cpu", {}, "0")) });
    expect(cpu).toMatchObject({ code: 1, stdout: "" });
    expect(cpu.stderr).toContain("error[capacity/no-gpu]");
  });

  it("rejects more copies than can be counted", async () => {
    const stdin = list(SHARED, deployment("a", 600_000), deployment("b", 600_000));
    const { code, stdout, stderr } = await cli("capacity", { stdin });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("error[capacity/value]");
  });

  it.each([
    ["capacity", "a file is required"],
    ["capacity nope.yaml", "cannot read nope.yaml: no such file"],
    ["capacity a.yaml --reserve much", '--reserve must be a number, not "much"'],
    ["capacity a.yaml --reserve -1", "--reserve must be a number from 0 to"],
    ["capacity a.yaml --thread-factor=-1", "--thread-factor must be a number from 0 to"],
  ])("rejects %s", async (line, message) => {
    const { code, stderr } = await cli(line, { cwd: folderWith({ "a.yaml": "" }) });
    expect(code).toBe(2);
    expect(stderr).toContain(`kube-mps: ${message}`);
  });
});
