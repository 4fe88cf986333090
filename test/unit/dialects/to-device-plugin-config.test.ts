import { toDevicePluginConfig } from "kube-mps/dialects";
import { describe, expect, it } from "vitest";
import { at } from "../../helpers/outcome.ts";

const GI = 2 ** 30;
const MEMORY = "pinnedDeviceMemoryLimit";
const THREADS = "activeThreadPercentage";

/** What is lost, as `kind field asked got`. */
function lost(result: ReturnType<typeof toDevicePluginConfig>): string[] {
  if (!result.ok) return result.issues.map(at);
  return result.value.losses.map(({ kind, path, asked, got }) =>
    [kind, path.join("/"), asked ?? "-", got ?? "-"].join(" "),
  );
}

describe("toDevicePluginConfig", () => {
  it("shares a card among as many clients as fit", () => {
    const config = { pinnedDeviceMemoryLimit: "6Gi", activeThreadPercentage: 25 };
    const result = toDevicePluginConfig(config, { memoryMiB: 24_576 });
    expect(result).toEqual({
      ok: true,
      value: {
        value: {
          version: "v1",
          sharing: { mps: { resources: [{ name: "nvidia.com/gpu", replicas: 4 }] } },
        },
        effective: { memoryMiB: 6144, threads: 25 },
        losses: [
          { path: [MEMORY], field: MEMORY, kind: "scope", asked: 6 * GI, got: 6 * GI },
          { path: [THREADS], field: THREADS, kind: "scope", asked: 25, got: 25 },
        ],
      },
      warnings: [
        expect.objectContaining({ code: "dialect/scope", path: [MEMORY] }),
        expect.objectContaining({ code: "dialect/scope", path: [THREADS] }),
      ],
    });
  });

  it("divides by threads if there is no memory limit, and limits memory all the same", () => {
    const result = toDevicePluginConfig({ activeThreadPercentage: 33 }, { memoryMiB: 24_576 });
    expect(result.ok && result.value.effective).toEqual({ memoryMiB: 8192, threads: 33 });
    expect(lost(result)).toEqual([`tightened ${MEMORY} - ${8 * GI}`, `scope ${THREADS} 33 33`]);
  });

  it("refuses a share that is much larger than the limit", () => {
    const result = toDevicePluginConfig({ pinnedDeviceMemoryLimit: "10Gi" }, { memoryMiB: 24_576 });
    expect(result).toEqual({
      ok: false,
      issues: [
        {
          code: "dialect/wider",
          path: [MEMORY],
          message: "10Gi becomes 12Gi, which is more",
          hint: "set allowWider to accept that, or ask for what the card can be divided into",
        },
      ],
      warnings: [
        expect.objectContaining({ code: "dialect/tightened", path: [THREADS] }),
        expect.objectContaining({ code: "dialect/scope", path: [MEMORY] }),
      ],
    });
  });

  it("grants it if that is allowed, with a loss", () => {
    const options = { memoryMiB: 24_576, allowWider: true, resource: "example.com/gpu" };
    const result = toDevicePluginConfig({ pinnedDeviceMemoryLimit: "10Gi" }, options);
    expect(result.ok && result.value.value.sharing.mps.resources).toEqual([
      { name: "example.com/gpu", replicas: 2 },
    ]);
    expect(lost(result).slice(0, 2)).toEqual([
      `widened ${MEMORY} ${10 * GI} ${12 * GI}`,
      `tightened ${THREADS} - 50`,
    ]);
    expect(result.warnings.map(at).slice(0, 1)).toEqual([`dialect/wider ${MEMORY}`]);
  });

  it("grants up to a hundredth of the card more without being asked", () => {
    // 8192 MiB in six shares are 1365.
    const [more, much] = [1284, 1283].map((mebibytes) =>
      toDevicePluginConfig({ pinnedDeviceMemoryLimit: `${mebibytes}Mi` }, { memoryMiB: 8192 }),
    );
    expect(more?.ok).toBe(true);
    expect(lost(more as typeof much & object)[0]).toBe(
      `widened ${MEMORY} ${1284 * 2 ** 20} ${1365 * 2 ** 20}`,
    );
    expect(lost(much as typeof more & object)).toEqual([`dialect/wider ${MEMORY}`]);
  });

  it("takes the largest of the limits per device, since each card is divided alike", () => {
    const config = { pinnedDeviceMemoryLimit: "4Gi", perDevicePinnedMemoryLimit: { "1": "12Gi" } };
    expect(lost(toDevicePluginConfig(config, { memoryMiB: 24_576 }))).toEqual([
      `dialect/wider ${MEMORY}`,
    ]);
    const options = { memoryMiB: 24_576, allowWider: true };
    const result = toDevicePluginConfig({ ...config, clientPriority: 1 }, options);
    expect(lost(result).slice(0, 3)).toEqual([
      `widened ${MEMORY} ${4 * GI} ${12 * GI}`,
      `tightened ${THREADS} - 50`,
      "unsupported clientPriority 1 -",
    ]);
  });

  it.each<[name: string, config: object, options: unknown, issues: string[]]>([
    [
      "a limit that two clients exceed",
      { pinnedDeviceMemoryLimit: "13Gi" },
      { memoryMiB: 24_576 },
      [`dialect/not-representable ${MEMORY}`],
    ],
    [
      "a percentage that two clients exceed",
      { activeThreadPercentage: 51 },
      { memoryMiB: 24_576 },
      [`dialect/not-representable ${THREADS}`],
    ],
    [
      "a share of threads that is larger than the limit",
      { pinnedDeviceMemoryLimit: "12Gi", activeThreadPercentage: 20 },
      { memoryMiB: 24_576 },
      [`dialect/wider ${THREADS}`],
    ],
    [
      "invalid options",
      { activeThreadPercentage: 50 },
      { memoryMiB: "24GB", maxClients: 1, resource: "gpu", allowWider: 1 },
      [
        "options/value memoryMiB",
        "options/value maxClients",
        "options/value resource",
        "options/value allowWider",
      ],
    ],
    ["no memory of a card", { activeThreadPercentage: 50 }, {}, ["options/value memoryMiB"]],
  ])("refuses %s", (_, config, options, issues) => {
    const result = toDevicePluginConfig(config, options as { memoryMiB: number });
    expect(!result.ok && result.issues.map(at)).toEqual(issues);
  });
});
