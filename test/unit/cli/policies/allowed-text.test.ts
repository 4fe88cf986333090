import { describe, expect, it } from "vitest";
import { allowedText } from "../../../../src/cli/policies/allowed-text.ts";

const NONE = { policies: [], exemptBy: [], min: {}, max: {}, require: [] } as const;

describe("allowedText", () => {
  it.each([
    ["-", {}],
    ["exempt", { exemptBy: ["a"] }],
    [">=512Mi", { min: { pinnedDeviceMemoryLimit: 2 ** 29 } }],
    [
      "1Gi-16Gi",
      { min: { pinnedDeviceMemoryLimit: 2 ** 30 }, max: { pinnedDeviceMemoryLimit: 2 ** 34 } },
    ],
    ["<=50 %", { max: { activeThreadPercentage: 50 } }],
    [
      "<=1000000000, 10 %-50 %",
      {
        max: { pinnedDeviceMemoryLimit: 1e9, activeThreadPercentage: 50 },
        min: { activeThreadPercentage: 10 },
      },
    ],
  ])("is %s", (text, limits) => {
    expect(allowedText({ ...NONE, ...limits })).toBe(text);
  });
});
