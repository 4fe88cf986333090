import { fromDialect, toDevicePluginConfig } from "kube-mps/dialects";
import { describe, expect, it } from "vitest";

// Facts of NVIDIA/k8s-device-plugin: cmd/mps-control-daemon/mps/daemon.go and device_test.go,
// api/config/v1/replicas.go, and README.md.

const MIB = 2 ** 20;

/** What every client gets of a card, by the plugin's configuration. */
function share(memoryMiB: number, replicas: number) {
  const resources = [{ name: "nvidia.com/gpu", replicas }];
  const result = fromDialect({ version: "v1", sharing: { mps: { resources } } }, { memoryMiB });
  if (!result.ok) return result.issues.map(({ code }) => code);
  const { pinnedDeviceMemoryLimit: bytes = 0, activeThreadPercentage } = result.value.config;
  return [bytes / MIB, activeThreadPercentage];
}

describe("NVIDIA's device plugin", () => {
  it.each<
    [source: string, memoryMiB: number, replicas: number, mebibytes: number, threads: number]
  >([
    ["the log of an L40S in issue 764", 46_068, 10, 4606, 10],
    ["floor(100 / replicas)", 24_576, 3, 8192, 33],
    ["floor(100 / replicas) at the most clients", 81_920, 48, 1706, 2],
    ["floor(total / replicas)", 24_576, 4, 6144, 25],
    ["floor(total / replicas), not whole", 81_559, 7, 11_651, 14],
  ])("gives each client, by %s", (_, memoryMiB, replicas, mebibytes, threads) => {
    expect(share(memoryMiB, replicas)).toEqual([mebibytes, threads]);
    const config = { pinnedDeviceMemoryLimit: mebibytes * MIB };
    const written = toDevicePluginConfig(config, { memoryMiB, maxClients: replicas });
    expect(written.ok && written.value.value.sharing.mps.resources[0]?.replicas).toBe(replicas);
    expect(written.ok && written.value.effective).toEqual({ memoryMiB: mebibytes, threads });
  });

  it("refuses less than two replicas, as replicas.go does", () => {
    expect([0, 1].map((replicas) => share(24_576, replicas))).toEqual([
      ["input/type"],
      ["input/type"],
    ]);
  });

  // Source: the table of TestDeviceAssertReplicas, by compute capability.
  it.each<[capability: string, maxClients: number]>([
    ["7.5", 48],
    ["7.0", 16],
    ["9.0", 48],
  ])(
    "allows devices of capability %s %i clients, which is what maxClients is for",
    (_, maxClients) => {
      const options = { memoryMiB: 81_920, maxClients, allowWider: true };
      const written = toDevicePluginConfig({ pinnedDeviceMemoryLimit: "1Gi" }, options);
      expect(written.ok && written.value.value.sharing.mps.resources[0]?.replicas).toBe(maxClients);
    },
  );
});
