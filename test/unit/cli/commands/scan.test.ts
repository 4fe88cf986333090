import { describe, expect, it } from "vitest";
import { cli } from "../../../helpers/cli.ts";
import { folderWith } from "../../../helpers/temporary-folder.ts";

const docs = "https://github.com/kube-mps/kube-mps/blob/main/docs/errors.md";

const LIST = `# Two pods
apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Pod
    metadata: { name: limited, namespace: ml }
    spec:
      containers:
        - name: main
          env:
            - { name: CUDA_MPS_PINNED_DEVICE_MEM_LIMIT, value: "0=4096M" }
            - { name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE, value: "50" }
            - { name: CUDA_MPS_CLIENT_PRIORITY, value: "1" }
          resources: { limits: { nvidia.com/gpu: 1 } }
        - name: sidecar
  - apiVersion: v1
    kind: Pod
    metadata: { name: open }
    spec:
      containers:
        - name: main
          resources: { limits: { nvidia.com/gpu: 2 } }
---
apiVersion: v1
kind: ConfigMap
`;

const BAD = `apiVersion: v1
kind: Pod
metadata: { name: ignored }
spec:
  containers:
    - name: bytes
      env: [{ name: CUDA_MPS_PINNED_DEVICE_MEM_LIMIT, value: "4294967296" }]
      resources: { limits: { nvidia.com/gpu: 1 } }
    - name: invisible
      env: [{ name: CUDA_MPS_PINNED_DEVICE_MEM_LIMIT, value: "0=1G,1=1G" }]
      resources: { limits: { nvidia.com/gpu: 1 } }
    - name: placeholder
      env: [{ name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE, valueFrom: { fieldRef: { fieldPath: x } } }]
      resources: { limits: { nvidia.com/gpu: "\${N}" } }
`;

describe("kube-mps scan", () => {
  it("lists every GPU container with the limits it carries", async () => {
    const cwd = folderWith({ "k8s/list.yaml": LIST });
    const { code, stdout, stderr } = await cli("scan k8s", { cwd });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `  LINE  WORKLOAD     CONTAINER  GPUS  MEMORY   THREADS  PRIO  STATE
k8s/list.yaml
    10  Pod/limited  main       1     0=4096M  50       1     written
    22  Pod/open     main       2     -        -        -     not written
`,
    });
    expect(stderr).toContain("warning[gpu/count-is-replicas]");
    expect(stderr).toContain("--> k8s/list.yaml:22:9\n");
    expect(stderr).toMatch(
      /\n2 GPU containers in 2 documents of 1 file; 1 without a limit that holds; 1 warning\n$/,
    );
  });

  it("shows what is wrong, where", async () => {
    const { code, stdout, stderr } = await cli("scan -", { stdin: BAD });
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: `  LINE  WORKLOAD     CONTAINER    GPUS  MEMORY        THREADS                         PRIO  STATE
<stdin>
     6  Pod/ignored  bytes        1     "4294967296"  -                               -     ignored by CUDA
     9  Pod/ignored  invisible    1     0=1G,1=1G     -                               -     may be void
    12  Pod/ignored  placeholder  ?     -             {"fieldRef":{"fieldPath":"x"}}  -     unknown
`,
    });
    expect(stderr).toContain(
      `warning[env/ignored-by-cuda]: CUDA silently ignores this value of CUDA_MPS_PINNED_DEVICE_MEM_LIMIT
 --> <stdin>:7:13
  |
7 |       env: [{ name: CUDA_MPS_PINNED_DEVICE_MEM_LIMIT, value: "4294967296" }]
  |             ^
  = at: spec.containers[0].env[0]
  = help: write a value such as "0=4096M", or let inject write it
  = docs: ${docs}#envignored-by-cuda
`.replace(" --> ", "  --> "),
    );
    expect(stderr).toContain("warning[device/out-of-range]: device 1 is named");
    expect(stderr).toContain("error[gpu/quantity]");
    expect(stderr).toMatch(/; 2 without a limit that holds; 1 issue; 2 warnings\n$/);
  });

  it("reports to programs", async () => {
    const { code, stdout, stderr } = await cli("scan - -o json", { stdin: LIST });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const { findings, ...report } = JSON.parse(stdout);
    const env = ["items", 0, "spec", "containers", 0, "env"];
    expect(report).toEqual({
      files: 1,
      documents: 2,
      containers: [
        {
          file: "<stdin>",
          line: 10,
          column: 9,
          apiVersion: "v1",
          kind: "Pod",
          namespace: "ml",
          name: "limited",
          container: "main",
          path: ["items", 0, "spec", "containers", 0],
          field: "items[0].spec.containers[0]",
          resource: "nvidia.com/gpu",
          gpus: 1,
          state: "written",
          limits: {
            memory: { state: "set", value: { 0: 4 * 2 ** 30 }, text: "0=4096M", path: [...env, 0] },
            threads: { state: "set", value: 50, text: "50", path: [...env, 1] },
            clientPriority: { state: "set", value: 1, text: "1", path: [...env, 2] },
          },
        },
        {
          file: "<stdin>",
          line: 22,
          column: 9,
          apiVersion: "v1",
          kind: "Pod",
          name: "open",
          container: "main",
          path: ["items", 1, "spec", "containers", 0],
          field: "items[1].spec.containers[0]",
          resource: "nvidia.com/gpu",
          gpus: 2,
          state: "not written",
          limits: {
            memory: { state: "unset" },
            threads: { state: "unset" },
            clientPriority: { state: "unset" },
          },
        },
      ],
    });
    expect(findings).toEqual([
      expect.objectContaining({ severity: "warning", code: "gpu/count-is-replicas", line: 22 }),
    ]);
  });

  it("annotates a pull request", async () => {
    const cwd = folderWith({ "k8s/bad.yaml": BAD });
    const { code, stdout, stderr } = await cli("scan k8s --output github", { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout.trimEnd().split("\n")).toEqual([
      expect.stringMatching(
        /^::warning file=k8s\/bad.yaml,line=7,col=13,title=env\/ignored-by-cuda::/,
      ),
      expect.stringMatching(
        /^::warning file=k8s\/bad.yaml,line=10,col=13,title=device\/out-of-range::/,
      ),
      "::error file=k8s/bad.yaml,line=14,col=30,title=gpu/quantity::spec.containers[2].resources.limits[nvidia.com/gpu]: a number of GPUs must be whole; replace the placeholder first",
      "::notice file=k8s/bad.yaml,line=6,col=5,title=unlimited::Pod/ignored: container bytes uses a GPU; limits: ignored by CUDA",
      "::notice file=k8s/bad.yaml,line=9,col=5,title=unlimited::Pod/ignored: container invisible uses a GPU; limits: may be void",
    ]);
  });

  it.each([
    ["issue", 0],
    ["unlimited", 1],
    ["warning", 1],
    ["never", 0],
  ])("fails on %s: exit code %d", async (what, code) => {
    expect(await cli(`scan - -q --fail-on ${what}`, { stdin: LIST })).toMatchObject({ code });
  });

  it("fails on issues, unless it never fails", async () => {
    expect(await cli("scan - -q --fail-on unlimited", { stdin: BAD })).toMatchObject({ code: 1 });
    expect(await cli("scan - -q --fail-on never", { stdin: BAD })).toMatchObject({ code: 0 });
  });

  it("reports to code scanning", async () => {
    const { code, stdout } = await cli("scan - -o sarif", { stdin: LIST });
    expect(code).toBe(0);
    const [run] = JSON.parse(stdout).runs;
    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual([
      "gpu/count-is-replicas",
      "unlimited",
    ]);
    expect(run.results.map(({ ruleId, level }: never) => [ruleId, level])).toEqual([
      ["gpu/count-is-replicas", "warning"],
      ["unlimited", "note"],
    ]);
  });

  it("reads 0 percent as no limit", async () => {
    const stdin = LIST.replace(/.*"0=4096M".*\n/, "").replace('"50"', '"0"');
    const { stdout } = await cli("scan -", { stdin });
    expect(stdout).toMatch(/ 10 {2}Pod\/limited {2}main.*not written\n/);
  });

  it("finds the GPU resources and kinds of its options", async () => {
    const cwd = folderWith({ "rows.yaml": "group: x.io\nkind: Train\npods: [spec]\n" });
    const stdin = BAD.replace("v1", "x.io/v1")
      .replace("Pod", "Train")
      .replaceAll("nvidia.com", "amd.com");
    const known = await cli("scan - --gpu-resource amd.com/* --kinds rows.yaml", { cwd, stdin });
    expect(known.stdout).toContain("Train/ignored  bytes");
    const unknown = await cli("scan -", { stdin });
    expect(unknown).toEqual({
      code: 0,
      stdout: "",
      stderr: "no GPU container in 1 document of 1 file\n",
    });
  });

  it("shows what inject would skip, and why", async () => {
    const { stdout, stderr } = await cli("scan -", { stdin: BAD.replace("v1", "x.io/v1") });
    expect(stdout.match(/unknown-kind/g)).toHaveLength(3);
    expect(stderr).toContain("warning[workload/unknown-kind]");
  });

  it("continues after a document that it cannot read", async () => {
    const stdin = `a: [nvidia.com/gpu\n---\n${LIST}`;
    const { code, stdout, stderr } = await cli("scan -", { stdin });
    expect(code).toBe(1);
    expect(stdout).toContain("Pod/limited");
    expect(stderr).toContain("error[yaml/syntax]");
  });

  it("reads any number of containers, invalid ones too", async () => {
    const container = (index: number) =>
      `    - name: c${index}\n      resources: { limits: { nvidia.com/gpu: x${index} } }\n`;
    const containers = Array.from({ length: 130_000 }, (_, index) => container(index));
    const pod = "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n";
    const { code, stdout, stderr } = await cli("scan", { stdin: pod + containers.join("") });
    expect(code).toBe(1);
    expect(stdout.split("\n")).toHaveLength(130_003);
    expect(stderr).toMatch(
      /\n130,000 GPU containers in 1 document of 1 file; 130,000 without a limit that holds; 130,000 issues\n$/,
    );
  });

  it("reports a file that it cannot read, and scans the others", async () => {
    const cwd = folderWith({ "list.yaml": LIST, "a.yaml": "\0" });
    const { code, stdout, stderr } = await cli("scan . -q", { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain("Pod/limited");
    expect(stderr).toContain("error[input/unreadable]: the file is not UTF-8 text\n --> a.yaml\n");
    expect(stderr).toMatch(/\n\n1 issue; 1 warning\n$/);
  });
});
