import { injectGpuConfig } from "kube-mps";
import { describe, expect, it } from "vitest";
import { parseMemoryLimitMap } from "../../../src/limits/memory-limit-map.ts";
import { gpuContainer, MEMORY, pod, THREADS } from "../../helpers/manifests.ts";
import { at, envOf } from "../../helpers/outcome.ts";

// Facts of GoogleCloudPlatform/container-engine-accelerators, pkg/gpu/nvidia: the table of
// Test_nvidiaGPUManager_Envs in manager_test.go, for 10 clients on a GPU of 80 GiB, and
// gpusharing/gpusharing.go for how many shares may be asked for.

/** A container that asks for so many shares, limited to what GKE's device plugin would compute. */
function inject(shares: number) {
  return injectGpuConfig(pod(gpuContainer({}, shares)), {
    activeThreadPercentage: shares * 10,
    pinnedDeviceMemoryLimit: `${shares * 8}Gi`,
  });
}

describe("GKE's device plugin", () => {
  it.each<[shares: number, threads: string, memory: string]>([
    [1, "10", "0=8192M"],
    [5, "50", "0=40960M"],
  ])("writes for %i of 10 shares what we write", (shares, threads, memory) => {
    expect(envOf(inject(shares))).toEqual([
      { name: MEMORY, value: memory },
      { name: THREADS, value: threads },
    ]);
  });

  it.each(["8192MB", "40960MB"])("wrote %s once, without a device, which CUDA ignores", (value) => {
    expect(parseMemoryLimitMap(value)).toBe("ignored");
  });

  it("refuses several shares on nodes with several GPUs; we cannot see the node, and warn", () => {
    expect(inject(1).warnings).toEqual([]);
    expect(inject(5).warnings.map(at)).toEqual(["gpu/count-is-replicas spec/containers/0"]);
  });
});
