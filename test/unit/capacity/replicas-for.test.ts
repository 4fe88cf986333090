import fc from "fast-check";
import { unwrap, validateMpsConfig } from "kube-mps";
import { replicasFor } from "kube-mps/capacity";
import { describe, expect, it } from "vitest";
import { runs } from "../../helpers/properties.ts";

describe("replicasFor", () => {
  // 46068 / 10: log in NVIDIA/k8s-device-plugin issue 764. Others: the arithmetic of daemon.go.
  it.each([
    ["4606Mi", 46_068, { replicas: 10, shareMiB: 4606, threads: 10, wasteMiB: 8 }],
    ["6Gi", 24_576, { replicas: 4, shareMiB: 6144, threads: 25, wasteMiB: 0 }],
    ["11651Mi", 81_559, { replicas: 7, shareMiB: 11_651, threads: 14, wasteMiB: 2 }],
    ["512Mi", 81_559, { replicas: 48, shareMiB: 1699, threads: 2, wasteMiB: 7 }],
    ["8Gi", 24_576, { replicas: 3, shareMiB: 8192, threads: 33, wasteMiB: 0 }],
  ])("divides a card for %s of %d MiB", (pinnedDeviceMemoryLimit, memoryMiB, expected) => {
    expect(replicasFor({ pinnedDeviceMemoryLimit }, { memoryMiB })).toEqual({
      ok: true,
      value: expected,
      warnings: [],
    });
  });

  it("divides for the largest limit of any device", () => {
    const config = { perDevicePinnedMemoryLimit: { 0: "1Gi", 1: "4Gi" } };
    expect(unwrap(replicasFor(config, { memoryMiB: 16_384 })).replicas).toBe(4);
  });

  it("keeps to the clients that a server serves", () => {
    const config = unwrap(validateMpsConfig({ pinnedDeviceMemoryLimit: "512Mi" }));
    expect(unwrap(replicasFor(config, { memoryMiB: 81_920, maxClients: 16 })).replicas).toBe(16);
  });

  it("warns of a card that cannot be shared", () => {
    expect(replicasFor({ pinnedDeviceMemoryLimit: "20Gi" }, { memoryMiB: 24_576 })).toMatchObject({
      ok: true,
      value: { replicas: 1, shareMiB: 24_576, threads: 100 },
      warnings: [{ code: "capacity/one-replica", path: ["config"] }],
    });
  });

  it("warns of fewer threads than the config asks for", () => {
    const config = { pinnedDeviceMemoryLimit: "8Gi", activeThreadPercentage: 50 };
    expect(replicasFor(config, { memoryMiB: 24_576 }).warnings).toMatchObject([
      { code: "capacity/fewer-threads", path: ["config", "activeThreadPercentage"] },
    ]);
  });

  it.each<[object, object, string, string]>([
    [{ pinnedDeviceMemoryLimit: "25Gi" }, { memoryMiB: 24_576 }, "capacity/too-large", "config"],
    [{ activeThreadPercentage: 50 }, { memoryMiB: 24_576 }, "capacity/no-limit", "config"],
    [{}, { memoryMiB: 24_576 }, "config/missing", "config"],
    [{ pinnedDeviceMemoryLimit: "1Gi" }, { memoryMiB: 0 }, "capacity/value", "gpu memoryMiB"],
    [{ pinnedDeviceMemoryLimit: "1Gi" }, {}, "capacity/value", "gpu memoryMiB"],
    [
      { pinnedDeviceMemoryLimit: "1Gi" },
      { memoryMiB: 1024, maxClients: 0 },
      "capacity/value",
      "gpu maxClients",
    ],
    [
      { pinnedDeviceMemoryLimit: "1Gi" },
      { memoryMiB: 1024, memory: 1 },
      "capacity/unknown-key",
      "gpu memory",
    ],
  ])("fails for %j on %j", (config, gpu, code, path) => {
    const result = replicasFor(config, gpu as { memoryMiB: number });
    const found = result.ok ? [] : result.issues.map((one) => [one.code, one.path.join(" ")]);
    expect(found).toEqual([[code, expect.stringMatching(new RegExp(`^${path}`))]]);
  });

  it("gives every client what was asked for, and one replica more would not", () => {
    const asked = fc.integer({ min: 512, max: 100_000 });
    fc.assert(
      fc.property(asked, fc.integer({ min: 512, max: 200_000 }), (asked, memoryMiB) => {
        fc.pre(asked <= memoryMiB);
        const config = { pinnedDeviceMemoryLimit: `${asked}Mi` };
        const { replicas, shareMiB, wasteMiB } = unwrap(replicasFor(config, { memoryMiB }));
        expect(shareMiB).toBeGreaterThanOrEqual(asked);
        expect(replicas * shareMiB + wasteMiB).toBe(memoryMiB);
        expect(wasteMiB).toBeLessThan(replicas);
        if (replicas < 48) expect(Math.floor(memoryMiB / (replicas + 1))).toBeLessThan(asked);
      }),
      runs(300),
    );
  });
});
