import { describe, expect, it } from "vitest";
import { cli } from "../../../helpers/cli.ts";
import { fileIn, folderWith } from "../../../helpers/temporary-folder.ts";

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: train
spec:
  containers:
    - name: main
      resources:
        limits:
          nvidia.com/gpu: 1
`;

const THREADS = `        - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE
          value: "50"
`;

const LIMITED = POD.replace(
  "      resources",
  `      env:
        - name: CUDA_MPS_PINNED_DEVICE_MEM_LIMIT
          value: "0=4096M"
${THREADS}      resources`,
);

describe("kube-mps uninject", () => {
  it("writes the text without limits to standard output", async () => {
    expect(await cli("uninject -", { stdin: LIMITED })).toEqual({
      code: 0,
      stdout: POD,
      stderr: `- <stdin>:1 Pod/train: main loses its limits
1 GPU container in 1 document of 1 file (1 no longer limited); changes in 1 file
`,
    });
  });

  it("undoes inject in place", async () => {
    const cwd = folderWith({ "pod.yaml": POD });
    await cli("inject pod.yaml --in-place --memory 4Gi --threads 50", { cwd });
    expect(fileIn(cwd, "pod.yaml")).toBe(LIMITED);
    expect(await cli("uninject pod.yaml --in-place -q", { cwd })).toEqual({
      code: 0,
      stdout: "",
      stderr: "",
    });
    expect(fileIn(cwd, "pod.yaml")).toBe(POD);
  });

  it("removes only the limits that are given", async () => {
    const stdin = LIMITED;
    const threads = await cli("uninject - --threads 50 -q", { stdin });
    expect(threads.stdout).toBe(LIMITED.replace(THREADS, ""));
    const others = await cli("uninject - --threads 25", { stdin });
    expect(others).toEqual({
      code: 0,
      stdout: LIMITED,
      stderr: `- <stdin>:1 Pod/train: main keeps its own limits
1 GPU container in 1 document of 1 file (1 kept); nothing to change
`,
    });
  });

  it("shows a diff, and returns 1 if anything would change", async () => {
    const { code, stdout } = await cli("uninject - --diff --memory 4Gi", { stdin: LIMITED });
    expect({ code, removed: stdout.match(/^-[^-].*$/gm) }).toEqual({
      code: 1,
      removed: ["-        - name: CUDA_MPS_PINNED_DEVICE_MEM_LIMIT", '-          value: "0=4096M"'],
    });
    expect((await cli("uninject - --diff", { stdin: POD })).code).toBe(0);
  });

  it("rejects limits that are invalid", async () => {
    const { code, stdout, stderr } = await cli("uninject - --threads 101", { stdin: LIMITED });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("error[threads/range]");
  });
});
