import fc from "fast-check";
import { type MpsConfigInput, unwrap, validateMpsConfig } from "kube-mps";
import { type MemorySamples, type RecommendOptions, recommendLimits } from "kube-mps/capacity";
import { describe, expect, it } from "vitest";
import { runs } from "../../helpers/properties.ts";

const HUNDRED = Array.from({ length: 100 }, (_, index) => (index + 1) * 10);

function memoryOf(memoryMiB: readonly number[], options?: RecommendOptions): number {
  return unwrap(recommendLimits({ memoryMiB }, { minPoints: 1, ...options })).memoryMiB;
}

function codeOf(samples: Partial<MemorySamples>, options?: object): string[] {
  const result = recommendLimits(samples as MemorySamples, options);
  return result.ok ? [] : result.issues.map(({ code, path }) => `${code} ${path.join(" ")}`);
}

describe("recommendLimits", () => {
  it("adds the margin to the percentile", () => {
    const memoryMiB = HUNDRED.map((sample) => sample * 10);
    expect(recommendLimits({ memoryMiB })).toEqual({
      ok: true,
      // 9500 is the 95th of 100 samples.
      value: {
        memoryMiB: 10_925,
        config: { pinnedDeviceMemoryLimit: "10925Mi" },
        points: 100,
      },
      warnings: [],
    });
  });

  // Nearest rank, as in https://en.wikipedia.org/wiki/Percentile#The_nearest-rank_method
  it.each([
    [0.05, 1500],
    [0.3, 2000],
    [0.4, 2000],
    [0.5, 3500],
    [1, 5000],
    [0, 1500],
  ])("takes the sample of the nearest rank: %d", (percentile, expected) => {
    expect(memoryOf([5000, 1500, 3500, 2000, 4000], { percentile, margin: 0 })).toBe(expected);
  });

  it.each([
    [1000, 0.1, 1100],
    [1000, 0.15, 1150],
    [1000.2, 0, 1001],
    [3000, 0.7, 5100],
    [1001, 0.15, 1152],
  ])(
    "rounds %d and a margin of %d up to %d, without floating-point error",
    (sample, margin, expected) => {
      expect(memoryOf([sample], { margin })).toBe(expected);
    },
  );

  it("recommends a valid limit for the smallest samples", () => {
    expect(memoryOf([0])).toBe(512);
  });

  it("keeps the other limits", () => {
    const current: MpsConfigInput = {
      activeThreadPercentage: 50,
      pinnedDeviceMemoryLimit: "1Gi",
      perDevicePinnedMemoryLimit: { 0: "4Gi" },
    };
    const { config } = unwrap(recommendLimits({ memoryMiB: HUNDRED }, { current }));
    expect(config).toEqual({ activeThreadPercentage: 50, pinnedDeviceMemoryLimit: "1093Mi" });
  });

  it("refuses samples that end at the limit", () => {
    const current = { pinnedDeviceMemoryLimit: "1000Mi" };
    expect(
      codeOf({ memoryMiB: [...HUNDRED.slice(0, 94), ...Array(6).fill(949)] }, { current }),
    ).toEqual([]);
    expect(codeOf({ memoryMiB: [...HUNDRED.slice(0, 95), 1, 1, 1, 1, 1] }, { current })).toEqual([
      "capacity/saturated memoryMiB",
    ]);
  });

  it("recommends a quarter more than the limit with which memory ran out", () => {
    const current = { pinnedDeviceMemoryLimit: "1000Mi" };
    const ranOut = unwrap(recommendLimits({ memoryMiB: HUNDRED, outOfMemory: 2 }, { current }));
    expect(ranOut.memoryMiB).toBe(1250);
    const beyond = { memoryMiB: HUNDRED.map((sample) => sample * 2), outOfMemory: 1 };
    expect(unwrap(recommendLimits(beyond, { current })).memoryMiB).toBe(2185);
  });

  it.each<[string, Partial<MemorySamples>, object | undefined, string[]]>([
    [
      "99 samples",
      { memoryMiB: HUNDRED.slice(1) },
      undefined,
      ["capacity/too-few-samples memoryMiB"],
    ],
    ["no samples", { memoryMiB: [] }, { minPoints: 1 }, ["capacity/too-few-samples memoryMiB"]],
    [
      "memory that ran out under an unknown limit",
      { memoryMiB: HUNDRED, outOfMemory: 1 },
      undefined,
      ["capacity/saturated memoryMiB"],
    ],
    [
      "invalid samples",
      { memoryMiB: [1, Number.NaN, -1, Number.POSITIVE_INFINITY, "1", 1n] as number[] },
      undefined,
      ["1", "2", "3", "4", "5"].map((index) => `capacity/value memoryMiB ${index}`),
    ],
    ["no list", { memoryMiB: 5 as never }, undefined, ["capacity/value memoryMiB"]],
    ["nothing", undefined as never, undefined, ["capacity/value "]],
    [
      "an invalid count",
      { memoryMiB: HUNDRED, outOfMemory: -1 },
      undefined,
      ["capacity/value outOfMemory"],
    ],
    [
      "an unknown key",
      { memoryMiB: HUNDRED, oom: 1 } as never,
      undefined,
      ["capacity/unknown-key oom"],
    ],
    [
      "invalid options",
      { memoryMiB: HUNDRED },
      { percentile: 95, margin: Number.NaN, minPoints: 0, current: { memory: 1 } },
      [
        "options/value percentile",
        "options/value margin",
        "options/value minPoints",
        "config/unknown-key current memory",
      ],
    ],
  ])("fails for %s", (_, samples, options, expected) => {
    expect(codeOf(samples, options)).toEqual(expected);
  });

  it("recommends no less for larger samples, in any order, and always a valid config", () => {
    const samples = fc.array(fc.tuple(fc.nat(80_000), fc.nat(1_000)), { minLength: 1 });
    fc.assert(
      fc.property(samples, (pairs) => {
        const some = pairs.map(([sample]) => sample);
        const more = pairs.map(([sample, plus]) => sample + plus).reverse();
        expect(memoryOf(more)).toBeGreaterThanOrEqual(memoryOf(some));
        const { config } = unwrap(recommendLimits({ memoryMiB: some }, { minPoints: 1 }));
        expect(validateMpsConfig(config).ok).toBe(true);
      }),
      runs(100),
    );
  });
});
