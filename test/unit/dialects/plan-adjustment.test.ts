import fc from "fast-check";
import type { MpsConfig } from "kube-mps";
import { type AdjustmentOptions, planAdjustment } from "kube-mps/dialects";
import { describe, expect, it } from "vitest";
import { config } from "../../helpers/arbitraries/config.ts";
import { at } from "../../helpers/outcome.ts";
import { runs } from "../../helpers/properties.ts";

const GI = 2 ** 30;
const MECHANISMS = ["env", "v2", "v3", "dmem"] as const;

/** Each change in a line, or the issues. */
function plan(
  current: object,
  desired: object,
  mechanism: AdjustmentOptions["mechanism"] = "env",
): string[] {
  const result = planAdjustment(current, desired, { mechanism });
  if (!result.ok) return result.issues.map(at);
  return result.value.map(({ field, device, from, to, direction, effect, requires }) =>
    [field, device ?? "*", from ?? "-", to ?? "-", direction, effect, requires].join(" "),
  );
}

describe("planAdjustment", () => {
  it("returns whole changes", () => {
    const result = planAdjustment(
      { activeThreadPercentage: 25 },
      { activeThreadPercentage: 50 },
      { mechanism: "env" },
    );
    expect(result).toEqual({
      ok: true,
      value: [
        {
          field: "activeThreadPercentage",
          from: 25,
          to: 50,
          direction: "loosen",
          effect: "new-clients",
          requires: "pod-restart",
        },
      ],
      warnings: [],
    });
  });

  it("tells what tightens: less memory, fewer threads, a lower priority, a limit where none was", () => {
    const before = { pinnedDeviceMemoryLimit: "8Gi" };
    const after = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50, clientPriority: 1 };
    expect(plan(before, after)).toEqual([
      `pinnedDeviceMemoryLimit * ${8 * GI} ${4 * GI} tighten new-clients pod-restart`,
      "activeThreadPercentage * - 50 tighten new-clients pod-restart",
      "clientPriority * 0 1 tighten new-clients pod-restart",
    ]);
  });

  it.each<[mechanism: AdjustmentOptions["mechanism"], memory: string, threads: string]>([
    ["env", "new-clients pod-restart", "new-clients pod-restart"],
    ["v2", "new-clients pod-restart", "new-clients pod-restart"],
    ["v3", "new-clients pod-restart", "new-clients pod-restart"],
    ["dmem", "live none", "new-clients pod-restart"],
  ])("knows that by %s memory is changed %s, threads %s", (mechanism, memory, threads) => {
    const before = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 25 };
    const after = { pinnedDeviceMemoryLimit: "8Gi", activeThreadPercentage: 50 };
    expect(plan(before, after, mechanism)).toEqual([
      `pinnedDeviceMemoryLimit * ${4 * GI} ${8 * GI} loosen ${memory}`,
      `activeThreadPercentage * 25 50 loosen ${threads}`,
    ]);
  });

  it("knows that protocol 2 takes back no memory limit before the daemon restarts", () => {
    const before = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 25 };
    expect(plan(before, {}, "v2")).toEqual([
      `pinnedDeviceMemoryLimit * ${4 * GI} - loosen next-server daemon-restart`,
      "activeThreadPercentage * 25 - loosen new-clients pod-restart",
    ]);
  });

  it("compares what each device may use, whichever field says so", () => {
    const before = { pinnedDeviceMemoryLimit: "4Gi", perDevicePinnedMemoryLimit: { "1": "8Gi" } };
    const after = { pinnedDeviceMemoryLimit: "4Gi", perDevicePinnedMemoryLimit: { "2": "4Gi" } };
    expect(plan(before, after)).toEqual([
      `perDevicePinnedMemoryLimit 1 ${8 * GI} ${4 * GI} tighten new-clients pod-restart`,
    ]);
  });

  it.each<[current: object, desired: object]>([
    [{}, {}],
    [{ activeThreadPercentage: 0 }, { activeThreadPercentage: 100 }],
    [{ clientPriority: 0 }, {}],
    [{ pinnedDeviceMemoryLimit: "4Gi" }, { pinnedDeviceMemoryLimit: 4 * GI }],
  ])("finds nothing to do between %j and %j", (current, desired) => {
    expect(plan(current, desired)).toEqual([]);
  });

  it.each<[name: string, current: unknown, desired: unknown, options: unknown, issues: string[]]>([
    ["no mechanism", {}, {}, {}, ["options/value mechanism"]],
    ["no config", null, undefined, { mechanism: "env" }, ["config/missing current"]],
    [
      "invalid configs",
      { activeThreadPercentage: "50" },
      { memory: "4Gi" },
      { mechanism: "env" },
      ["threads/type current/activeThreadPercentage", "config/unknown-key desired/memory"],
    ],
  ])("refuses %s", (_, current, desired, options, issues) => {
    const [before, after] = [current, desired] as [object, object];
    const result = planAdjustment(before, after, options as AdjustmentOptions);
    expect(!result.ok && result.issues.map(at)).toEqual(issues);
  });

  const pair = (): fc.Arbitrary<[MpsConfig, MpsConfig]> => fc.tuple(config(), config());

  it("goes back the way it came, in the other direction", () => {
    fc.assert(
      fc.property(pair(), fc.constantFrom(...MECHANISMS), ([a, b], mechanism) => {
        const [there, back] = [
          planAdjustment(a, b, { mechanism }),
          planAdjustment(b, a, { mechanism }),
        ];
        if (!there.ok || !back.ok) throw new Error("both configs are valid");
        const reversed = back.value.map(({ from, to, direction, field, device }) => ({
          field,
          device,
          from: to,
          to: from,
          direction: direction === "tighten" ? "loosen" : "tighten",
        }));
        const changes = there.value.map(({ from, to, direction, field, device }) => {
          return { field, device, from, to, direction };
        });
        const byField = (x: { field: string; device: number | undefined }): string =>
          `${x.field}${x.device}`;
        const sort = <T extends { field: string; device: number | undefined }>(list: T[]): T[] =>
          list.sort((x, y) => byField(x).localeCompare(byField(y)));
        expect(sort(changes)).toEqual(sort(reversed));
      }),
      runs(200),
    );
  });

  it("finds nothing to do between a config and itself", () => {
    fc.assert(
      fc.property(config(), fc.constantFrom(...MECHANISMS), (limits, mechanism) => {
        expect(planAdjustment(limits, limits, { mechanism })).toMatchObject({
          ok: true,
          value: [],
        });
      }),
      runs(100),
    );
  });
});
