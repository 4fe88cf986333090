import { describe, expect, it } from "vitest";
import { cli } from "../../../helpers/cli.ts";
import { folderWith } from "../../../helpers/temporary-folder.ts";

const RECORD = `apiVersion: kube-mps.github.io/v1alpha1
kind: MpsConfig
metadata: { name: small }
spec:
  pinnedDeviceMemoryLimit: 4Gi
  perDevicePinnedMemoryLimit: { "1": 2Gi }
`;

describe("--config with an MpsConfig", () => {
  it("has its limits in spec, field by field below those of flags", async () => {
    const cwd = folderWith({ "mps.yaml": RECORD });
    const line = "validate mps.yaml -t 20";
    expect((await cli("validate mps.yaml", { cwd })).stdout).toContain("0=4096M,1=2048M");
    expect((await cli(line, { cwd })).stderr).toContain("unknown option -t");
    const pod = `apiVersion: v1
kind: Pod
spec: { containers: [{ name: a, resources: { limits: { nvidia.com/gpu: 1 } } }] }
`;
    const injected = await cli(
      "inject -q -c mps.yaml -t 20 --device-memory 1=3Gi --gpu-unit device",
      {
        cwd,
        stdin: pod.replace("gpu: 1", "gpu: 2"),
      },
    );
    expect(injected.stdout).toContain("0=4096M,1=3072M");
    expect(injected.stdout).toContain("CUDA_MPS_ACTIVE_THREAD_PERCENTAGE");
  });

  it("reports mistakes at their places, in the file and on the command line", async () => {
    const cwd = folderWith({ "mps.yaml": RECORD.replace("4Gi", "4GB") });
    const both = await cli("inject -c mps.yaml -t 150", { cwd, stdin: "" });
    expect(both.code).toBe(1);
    expect(both.stderr).toContain("--> mps.yaml:5:28\n");
    expect(both.stderr).toContain("| --threads 150\n");
  });
});
