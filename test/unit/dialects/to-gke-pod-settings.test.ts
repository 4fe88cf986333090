import { toGkePodSettings } from "kube-mps/dialects";
import { describe, expect, it } from "vitest";
import { at } from "../../helpers/outcome.ts";

const GI = 2 ** 30;
const CARD = { memoryMiB: 81_920, maxSharedClients: 10 };

describe("toGkePodSettings", () => {
  it("writes the labels, hostIPC and one share", () => {
    const config = { pinnedDeviceMemoryLimit: "8Gi", activeThreadPercentage: 10 };
    expect(toGkePodSettings(config, CARD)).toEqual({
      ok: true,
      value: {
        value: {
          hostIPC: true,
          nodeSelector: {
            "cloud.google.com/gke-gpu-sharing-strategy": "mps",
            "cloud.google.com/gke-max-shared-clients-per-gpu": "10",
          },
          resources: { limits: { "nvidia.com/gpu": "1" } },
        },
        effective: { memoryMiB: 8192, threads: 10 },
        losses: [],
      },
      warnings: [],
    });
  });

  it("asks for as many shares as hold the limit, on nodes with one GPU", () => {
    const config = { pinnedDeviceMemoryLimit: "39Gi", clientPriority: 1 } as const;
    const result = toGkePodSettings(config, { ...CARD, allowWider: true });
    expect(result.ok && result.value.value.resources.limits).toEqual({ "nvidia.com/gpu": "5" });
    expect(result.ok && result.value.losses).toEqual([
      {
        path: ["pinnedDeviceMemoryLimit"],
        field: "pinnedDeviceMemoryLimit",
        kind: "widened",
        asked: 39 * GI,
        got: 40 * GI,
      },
      {
        path: ["activeThreadPercentage"],
        field: "activeThreadPercentage",
        kind: "tightened",
        got: 50,
      },
      { path: ["clientPriority"], field: "clientPriority", kind: "unsupported", asked: 1 },
    ]);
    expect(result.warnings.map(at)).toEqual([
      "dialect/wider pinnedDeviceMemoryLimit",
      "dialect/tightened activeThreadPercentage",
      "dialect/unsupported clientPriority",
      "dialect/requirement",
    ]);
  });

  it("divides by threads if there is no memory limit", () => {
    const result = toGkePodSettings(
      { activeThreadPercentage: 25 },
      { ...CARD, maxSharedClients: 8 },
    );
    expect(result.ok && result.value.effective).toEqual({ memoryMiB: 20_480, threads: 25 });
  });

  it("gives the first device's limit, since a container has one", () => {
    const config = { perDevicePinnedMemoryLimit: { "0": "8Gi" } };
    const result = toGkePodSettings(config, CARD);
    expect(result.ok && result.value.effective).toEqual({ memoryMiB: 8192, threads: 10 });
  });

  it("takes a whole card, and then no thread limit holds", () => {
    const result = toGkePodSettings({ pinnedDeviceMemoryLimit: "80Gi" }, CARD);
    expect(result.ok && result.value.effective).toEqual({ memoryMiB: 81_920 });
    expect(result.ok && result.value.losses).toEqual([]);
  });

  it.each<[name: string, config: object, options: unknown, issues: string[]]>([
    [
      "more than a card",
      { pinnedDeviceMemoryLimit: "81Gi" },
      CARD,
      ["dialect/not-representable pinnedDeviceMemoryLimit"],
    ],
    [
      "a share that is much larger",
      { pinnedDeviceMemoryLimit: "4Gi" },
      CARD,
      ["dialect/wider pinnedDeviceMemoryLimit"],
    ],
    [
      "numbers of clients that GKE does not have",
      { pinnedDeviceMemoryLimit: "4Gi" },
      { memoryMiB: 0, maxSharedClients: 49 },
      ["options/value memoryMiB", "options/value maxSharedClients"],
    ],
  ])("refuses %s", (_, config, options, issues) => {
    const result = toGkePodSettings(config, options as typeof CARD);
    expect(!result.ok && result.issues.map(at)).toEqual(issues);
  });
});
