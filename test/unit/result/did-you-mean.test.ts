import { describe, expect, it } from "vitest";
import { didYouMean } from "../../../src/result/did-you-mean.ts";

const KNOWN = ["activeThreadPercentage", "pinnedDeviceMemoryLimit", "clientPriority", "gpu"];

describe("didYouMean", () => {
  it.each<[written: string, meant: string | undefined]>([
    ["threadPercentage", "activeThreadPercentage"],
    ["ActiveThreadPercentage", "activeThreadPercentage"],
    ["active_thread_percentage", "activeThreadPercentage"],
    ["activeThreadPercantage", "activeThreadPercentage"],
    ["memoryLimit", "pinnedDeviceMemoryLimit"],
    ["priority", "clientPriority"],
    ["memo", "pinnedDeviceMemoryLimit"],
    ["gpus", "gpu"],
    ["gp", "gpu"],
    ["activeThreadPercentageABC", "activeThreadPercentage"],
    ["activeThreadPercentageABCD", undefined],
    ["yx", undefined],
    ["pgu", undefined],
    ["", undefined],
    ["---", undefined],
    ["mem", undefined],
    ["toString", undefined],
    ["__proto__", undefined],
    ["x".repeat(1e6), undefined],
    [`activeThreadPercentage${"x".repeat(60)}`, undefined],
  ])("for %.40s suggests %s", (written, meant) => {
    expect(didYouMean(written, KNOWN)).toBe(meant);
  });

  it("prefers the nearest name, and the first of equally near ones", () => {
    expect(didYouMean("abcf", ["abcd", "abce", "abcf"])).toBe("abcf");
    expect(didYouMean("abcx", ["abcd", "abce"])).toBe("abcd");
  });
});
