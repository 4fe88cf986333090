import { describe, expect, it } from "vitest";
import type { MpsConfig } from "../../../src/limits/mps-config.ts";
import { invisibleLimits, mpsEntries } from "../../../src/limits/mps-entries.ts";
import { MEMORY, PRIORITY, THREADS } from "../../helpers/manifests.ts";

const GIB = 2 ** 30;

describe("mpsEntries", () => {
  it("has memory, threads and priority, in this order, and the memory by device", () => {
    const config: MpsConfig = {
      clientPriority: 0,
      activeThreadPercentage: 50,
      pinnedDeviceMemoryLimit: GIB,
      perDevicePinnedMemoryLimit: { "1": 2 * GIB, "2": 4 * GIB },
    };
    expect(mpsEntries(config, 2)).toEqual([
      {
        name: MEMORY,
        value: "0=1024M,1=2048M",
        memory: new Map([
          [0, 1024],
          [1, 2048],
        ]),
      },
      { name: THREADS, value: "50" },
      { name: PRIORITY, value: "0" },
    ]);
  });

  it.each<[config: MpsConfig]>([
    [{}],
    [{ activeThreadPercentage: 0 }],
    [{ perDevicePinnedMemoryLimit: { "1": GIB } }],
  ])("is empty for %j on one device", (config) => {
    expect(mpsEntries(config, 1)).toEqual([]);
  });
});

describe("invisibleLimits", () => {
  it("are the limits of the devices beyond those there are", () => {
    const config = { perDevicePinnedMemoryLimit: { "0": GIB, "1": GIB, "10": 2 * GIB } };
    expect(invisibleLimits(config, 1)).toEqual([
      ["1", GIB],
      ["10", 2 * GIB],
    ]);
    expect(invisibleLimits(config, 11)).toEqual([]);
    expect(invisibleLimits({ pinnedDeviceMemoryLimit: GIB }, 1)).toEqual([]);
  });
});
