import { injectGpuConfig } from "kube-mps";
import { fromDialect, toGkePodSettings } from "kube-mps/dialects";
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

  it.each<[replicas: number, threads: number, mebibytes: number]>([
    [1, 10, 8192],
    [5, 50, 40_960],
  ])("gives %i of 10 replicas what the dialect says", (replicas, threads, mebibytes) => {
    const options = { memoryMiB: 81_920, maxSharedClients: 10 };
    const written = toGkePodSettings({ pinnedDeviceMemoryLimit: `${mebibytes}Mi` }, options);
    if (!written.ok) throw new Error("the limit is a whole share");
    const { value, effective } = written.value;
    expect(value.resources.limits).toEqual({ "nvidia.com/gpu": String(replicas) });
    expect(effective).toEqual({ memoryMiB: mebibytes, threads });
    const read = fromDialect(value, { memoryMiB: options.memoryMiB });
    expect(read.ok && read.value.config).toEqual({
      activeThreadPercentage: threads,
      pinnedDeviceMemoryLimit: mebibytes * 2 ** 20,
    });
  });

  it("rounds the percentage of one of 48 clients down to 2", () => {
    const options = { memoryMiB: 81_920, maxSharedClients: 48, allowWider: true };
    const written = toGkePodSettings({ pinnedDeviceMemoryLimit: "1Gi" }, options);
    expect(written.ok && written.value.effective).toEqual({ memoryMiB: 1706, threads: 2 });
  });

  it("rejects several replicas on a node with several GPUs, where we can only warn", () => {
    expect(inject(1).warnings).toEqual([]);
    expect(inject(5).warnings.map(at)).toEqual(["gpu/count-is-replicas spec/containers/0"]);
  });
});
