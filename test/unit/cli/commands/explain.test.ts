import { describe, expect, it } from "vitest";
import { cli } from "../../../helpers/cli.ts";
import { MPS_NODE, node, podWith } from "../../../helpers/explained.ts";
import { folderWith } from "../../../helpers/temporary-folder.ts";

const LIMITED = named("notebook", podWith({ CUDA_MPS_PINNED_DEVICE_MEM_LIMIT: "0=4096M" }));
const TIME_SLICED = node({ "nvidia.com/gpu.sharing-strategy": "time-slicing" });

/** The pod on a node of this name. */
function on(nodeName: string, pod: object = LIMITED): object {
  return { ...pod, spec: { ...("spec" in pod ? (pod.spec as object) : {}), nodeName } };
}

function named(name: string, of: object): object {
  return { ...of, metadata: { ...("metadata" in of ? (of.metadata as object) : {}), name } };
}

function list(...items: readonly object[]): string {
  return JSON.stringify({ apiVersion: "v1", kind: "List", items });
}

describe("kube-mps explain", () => {
  it("pairs pods with their nodes, and says what binds and what to fix", async () => {
    const stdin = list(
      on("gpu-1"),
      named("bad", on("gpu-2")),
      MPS_NODE,
      named("gpu-2", TIME_SLICED),
    );
    const { code, stdout, stderr } = await cli("explain -", { stdin });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `  CONTAINER  MEMORY  SET BY  THREADS  SET BY  ENFORCED
Pod/notebook on gpu-1
  main       4096Mi  env     10 %     daemon  yes
Pod/bad on gpu-2
  main       -       none    -        none    no
    fix: configure sharing.mps in the device plugin, or use a node that has it
`,
    });
    expect(stderr).toContain("warning[explain/time-slicing]");
    expect(stderr).toContain("\n2 GPU containers, 2 nodes known; 1 without a limit; 1 warning\n");
  });

  it("says what settles what is not known", async () => {
    const { code, stdout } = await cli("explain -q", { stdin: JSON.stringify(LIMITED) });
    expect(code).toBe(0);
    expect(stdout).toContain("on an unknown node\n");
    expect(stdout).toMatch(/unknown\n {4}run: kubectl get node /);
  });

  it("takes nodes from another file, and the only one for a pod that names none", async () => {
    const cwd = folderWith({ "pod.json": list(LIMITED), "node.json": JSON.stringify(MPS_NODE) });
    const { stdout } = await cli("explain pod.json --node node.json", { cwd });
    expect(stdout).toMatch(/on gpu-1\n.*4096Mi {2}env .* yes\n/);
    const piped = await cli("explain pod.json -n -", { cwd, stdin: JSON.stringify(MPS_NODE) });
    expect(piped.stdout).toBe(stdout);
  });

  it("reads items of a typed list, which omit their kind", async () => {
    const { kind: _, ...bare } = MPS_NODE;
    const nodes = JSON.stringify({ apiVersion: "v1", kind: "NodeList", items: [bare] });
    const cwd = folderWith({ "pod.json": list(on("gpu-1")), "nodes.json": nodes });
    expect((await cli("explain pod.json nodes.json", { cwd })).stdout).toContain(" yes\n");
  });

  it("takes what the daemon says over what labels say, from several files", async () => {
    const cwd = folderWith({
      "pod.json": list(LIMITED, MPS_NODE),
      "a.txt": "$ echo get_default_active_thread_percentage | nvidia-cuda-mps-control\n25.0\n",
      "b.txt": "|    0   N/A  N/A     12400      C   python                     9000MiB |\n",
      "c.txt": "|    0   N/A  N/A     12401      C   python                     9000MiB |\n?!x\n",
    });
    const files = ["a", "b", "c"].map((name) => `--observations ${name}.txt`).join(" ");
    const { code, stdout, stderr } = await cli(`explain pod.json ${files}`, { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain("25 %     daemon");
    expect(stderr).toContain("process 12400 (python) uses");
    expect(stderr).toContain("process 12401 (python) uses");
    expect(stderr).toMatch(/warning\[observation\/unknown-line\][^\n]*\n *--> c\.txt:2:1\n/);
  });

  it("applies what was observed to no node if there are several", async () => {
    const answer = "$ echo get_default_active_thread_percentage | nvidia-cuda-mps-control\n25.0\n";
    const pods = list(on("gpu-1"), MPS_NODE, named("gpu-2", MPS_NODE));
    const cwd = folderWith({ "pod.json": pods, "a.txt": answer });
    const { stdout } = await cli("explain pod.json --observations a.txt", { cwd });
    expect(stdout).toContain("10 %     daemon");
  });

  it("uses device classes and claims that are among the objects", async () => {
    const withClaim = {
      ...LIMITED,
      spec: {
        resourceClaims: [{ name: "gpu", resourceClaimName: "shared" }],
        containers: [{ name: "main", resources: { claims: [{ name: "gpu" }] } }],
      },
    };
    const claim = {
      apiVersion: "resource.k8s.io/v1",
      kind: "ResourceClaim",
      metadata: { name: "shared" },
      spec: {
        devices: { requests: [{ name: "gpu", exactly: { deviceClassName: "gpu.nvidia.com" } }] },
      },
    };
    const driver = {
      apiVersion: "resource.k8s.io/v1",
      kind: "DeviceClass",
      metadata: { name: "gpu.nvidia.com" },
    };
    const stdin = list(withClaim, claim, { ...driver, spec: {} });
    const { findings, pods } = JSON.parse((await cli("explain -o json", { stdin })).stdout);
    expect(pods).toMatchObject([{ containers: [{ enforced: "no" }] }]);
    expect(findings).toMatchObject([{ code: "explain/dra-without-mps" }]);
  });

  it("reports to programs, with every reason and its place", async () => {
    const cwd = folderWith({ "a.json": list(LIMITED, MPS_NODE) });
    const { stdout } = await cli("explain a.json -o json", { cwd });
    const { pods, observations, findings } = JSON.parse(stdout);
    expect(pods).toMatchObject([
      {
        kind: "Pod",
        name: "notebook",
        node: "gpu-1",
        containers: [{ place: { file: "a.json", line: 1 }, container: "main", enforced: "yes" }],
      },
    ]);
    expect(pods[0].containers[0].reasons).not.toEqual([]);
    expect({ observations, findings }).toEqual({ observations: {}, findings: [] });
  });

  it("reports to reviews of code, and can fail", async () => {
    const stdin = list(LIMITED, TIME_SLICED);
    const github = await cli("explain -o github --fail-on unenforced", { stdin });
    expect(github.code).toBe(1);
    expect(github.stdout).toContain("::warning file=<stdin>,line=1,");
    expect(github.stdout).toContain("no limit of container main is enforced");
    const { runs } = JSON.parse((await cli("explain -o sarif", { stdin })).stdout);
    expect(runs[0].results.map((one: { ruleId: string }) => one.ruleId)).toEqual([
      "explain/time-slicing",
      "unlimited",
    ]);
    expect((await cli("explain --fail-on never", { stdin })).code).toBe(0);
  });

  it("explains the others if something cannot be read", async () => {
    const cwd = folderWith({
      "bad.yaml": "a: [\n---\n- 1\n",
      "good.json": list(LIMITED, MPS_NODE),
      "binary.txt": "a\0",
      "long.txt": "x".repeat(8_000_001),
    });
    const line = "explain bad.yaml good.json --observations binary.txt --observations long.txt";
    const { code, stdout, stderr } = await cli(line, { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain(" yes\n");
    for (const found of ["yaml/syntax", "input/type", "input/unreadable", "observation/too-long"]) {
      expect(stderr).toContain(`[${found}]`);
    }
  });

  it("prints nothing but a summary if no GPU is requested", async () => {
    expect(await cli("explain", { stdin: "kind: ConfigMap\napiVersion: v1\n" })).toEqual({
      code: 0,
      stdout: "",
      stderr: "0 GPU containers, 0 nodes known\n",
    });
  });

  it.each([
    ["explain", "a file is required"],
    ["explain nope.yaml", "cannot read nope.yaml: no such file"],
    ["explain a.yaml --node nope.yaml", "cannot read nope.yaml: no such file"],
    ["explain a.yaml --observations nope", "cannot read nope: no such file"],
    ["explain a.yaml --node a.yaml --node a.yaml", "--node is given twice"],
  ])("rejects %s", async (line, message) => {
    const { code, stderr } = await cli(line, { cwd: folderWith({ "a.yaml": "" }) });
    expect(code).toBe(2);
    expect(stderr).toContain(`kube-mps: ${message}\n`);
  });
});
