import { describe, expect, it } from "vitest";
import { MIB } from "../../../src/kubernetes/quantity/mebibytes.ts";
import { largestLimit } from "../../../src/limits/largest-limit.ts";

describe("largestLimit", () => {
  it.each([
    [{ pinnedDeviceMemoryLimit: 1024 * MIB }, 1024],
    [{ perDevicePinnedMemoryLimit: { 0: 512 * MIB, 1: 2048 * MIB } }, 2048],
    [{ pinnedDeviceMemoryLimit: 1024 * MIB, perDevicePinnedMemoryLimit: { 0: 512 * MIB } }, 1024],
    [{ activeThreadPercentage: 50 }, undefined],
  ])("of %j is %j MiB", (config, expected) => {
    expect(largestLimit(config)).toBe(expected);
  });
});
