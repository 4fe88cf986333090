import { injectGpuConfig } from "kube-mps";
import { describe, expect, it } from "vitest";
import { parseMemoryLimitMap } from "../../../src/limits/memory-limit-map.ts";
import { gpuContainer, MEMORY, pod, THREADS } from "../../helpers/manifests.ts";
import { at, envOf } from "../../helpers/outcome.ts";

// Facts of GoogleCloudPlatform/container-engine-accelerators, pkg/gpu/nvidia: the table of
// Test_nvidiaGPUManager_Envs in manager_test.go, for 10 clients on a GPU of 80 GiB, and
// gpusharing/gpusharing.go for how many replicas a container may request.

/** A container that requests replicas, with the limits that GKE's device plugin would write. */
function inject(replicas: number) {
  return injectGpuConfig(pod(gpuContainer({}, replicas)), {
    activeThreadPercentage: replicas * 10,
    pinnedDeviceMemoryLimit: `${replicas * 8}Gi`,
  });
}

describe("GKE's device plugin", () => {
  it.each<[replicas: number, threads: string, memory: string]>([
    [1, "10", "0=8192M"],
    [5, "50", "0=40960M"],
  ])("writes for %i of 10 replicas what we write", (replicas, threads, memory) => {
    expect(envOf(inject(replicas))).toEqual([
      { name: MEMORY, value: memory },
      { name: THREADS, value: threads },
    ]);
  });

  it.each(["8192MB", "40960MB"])(
    "used to write %s, without a device, which CUDA ignores",
    (value) => {
      expect(parseMemoryLimitMap(value)).toBe("ignored");
    },
  );

  it("rejects several replicas on a node with several GPUs, where we can only warn", () => {
    expect(inject(1).warnings).toEqual([]);
    expect(inject(5).warnings.map(at)).toEqual(["gpu/count-is-replicas spec/containers/0"]);
  });
});
