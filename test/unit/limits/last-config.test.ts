import { describe, expect, it, vi } from "vitest";
import { checkConfig } from "../../../src/limits/check-config.ts";
import { checkLikeLast } from "../../../src/limits/last-config.ts";

vi.mock("../../../src/limits/check-config.ts", async (original) => {
  const real = await original<{ checkConfig: typeof checkConfig }>();
  return { ...real, checkConfig: vi.fn(real.checkConfig) };
});

const MIN = 512 * 2 ** 20;

/** How often a config is really checked in a series of calls. */
function checks(...calls: readonly (readonly [input: unknown, minMemory?: number])[]): number {
  checkLikeLast({ clientPriority: 1 }, MIN);
  vi.mocked(checkConfig).mockClear();
  for (const [input, minMemory = MIN] of calls) {
    const result = checkLikeLast(input, minMemory);
    expect(result).toEqual(checkConfig(input, minMemory));
  }
  return vi.mocked(checkConfig).mock.calls.length - calls.length;
}

describe("checkLikeLast", () => {
  const limits = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 };

  it("checks the same scalars once", () => {
    expect(checks([limits], [{ ...limits }], [{ ...limits }])).toBe(1);
  });

  it("checks other scalars, keys and minimums", () => {
    const others = [{ ...limits, activeThreadPercentage: 51 }, { activeThreadPercentage: 51 }];
    expect(checks([limits], ...others.map((other) => [other] as const))).toBe(3);
    expect(checks([limits], [limits, 2 ** 20])).toBe(2);
    expect(checks([{ clientPriority: 0 }], [{ clientPriority: -0 }])).toBe(2);
  });

  it("remembers no problem and no warning", () => {
    const rounded = { pinnedDeviceMemoryLimit: 512 * 2 ** 20 + 1 };
    expect(checks([rounded], [rounded])).toBe(2);
    const invalid = { activeThreadPercentage: 101 };
    expect(checks([invalid], [invalid])).toBe(2);
  });

  it("remembers nothing that may change", () => {
    const perDevice = { perDevicePinnedMemoryLimit: { "0": "4Gi" } };
    expect(checks([perDevice], [perDevice])).toBe(2);
    const unknown = { ...limits, threads: 1 };
    expect(checks([limits], [unknown])).toBe(2);
  });

  it("is not misled by a getter that answers differently", () => {
    let asked = 0;
    const config = {
      get activeThreadPercentage() {
        return ++asked === 1 ? 50 : 25;
      },
    };
    const first = checkLikeLast(config, MIN);
    expect(first.ok && first.value.config).toEqual({ activeThreadPercentage: 50 });
    const again = checkLikeLast({ activeThreadPercentage: 25 }, MIN);
    expect(again.ok && again.value.config).toEqual({ activeThreadPercentage: 25 });
  });
});
