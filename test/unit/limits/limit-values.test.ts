import { describe, expect, it } from "vitest";
import {
  configOf,
  limitValues,
  NO_LIMIT,
  onEveryDevice,
  pathOfLimit,
} from "../../../src/limits/limit-values.ts";

const MEMORY = "pinnedDeviceMemoryLimit";
const THREADS = "activeThreadPercentage";

describe("limitValues", () => {
  it("has pinned and per-device memory as one field", () => {
    const config = { pinnedDeviceMemoryLimit: 4, perDevicePinnedMemoryLimit: { "1": 2 } };
    expect([...limitValues(config, MEMORY)]).toEqual([
      ["", 4],
      ["1", 2],
    ]);
    expect(configOf(MEMORY, limitValues(config, MEMORY))).toEqual(config);
  });

  it.each([
    [0, NO_LIMIT],
    [100, NO_LIMIT],
    [1, 1],
    [99, 99],
  ])("%d percent is %d", (percentage, value) => {
    expect([...limitValues({ activeThreadPercentage: percentage }, THREADS)]).toEqual([
      ["", value],
    ]);
  });

  it("has 0 as a priority, not as no limit", () => {
    expect([...limitValues({ clientPriority: 0 }, "clientPriority")]).toEqual([["", 0]]);
  });

  it("is empty for a field that is not there", () => {
    expect(limitValues({ clientPriority: 1 }, THREADS).size).toBe(0);
  });
});

describe("onEveryDevice", () => {
  it("leaves the other devices unlimited", () => {
    expect([...onEveryDevice(new Map([["1", 5]]), 3)]).toEqual([
      ["1", 5],
      ["0", NO_LIMIT],
      ["2", NO_LIMIT],
    ]);
  });

  it("has nothing to add to a limit for all", () => {
    const values = new Map([["", 5]]);
    expect(onEveryDevice(values, 3)).toBe(values);
  });

  it("ends, however many devices there are said to be", () => {
    expect(onEveryDevice(new Map([["0", 5]]), 2 ** 53).size).toBe(1024);
  });
});

it("a config is written without what has no limit", () => {
  expect(configOf(THREADS, new Map([["", NO_LIMIT]]))).toEqual({});
  const memory = new Map([
    ["0", 5],
    ["1", NO_LIMIT],
  ]);
  expect(configOf(MEMORY, memory)).toEqual({ perDevicePinnedMemoryLimit: { "0": 5 } });
});

it("a limit is at the path of its field", () => {
  expect(pathOfLimit(MEMORY, "")).toEqual([MEMORY]);
  expect(pathOfLimit(MEMORY, "1")).toEqual(["perDevicePinnedMemoryLimit", "1"]);
});
