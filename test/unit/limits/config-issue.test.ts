import { type Issue, validateMpsConfig } from "kube-mps";
import { describe, expect, it } from "vitest";

function issues(input: unknown): readonly Issue[] {
  const result = validateMpsConfig(input);
  return result.ok ? [] : result.issues;
}

describe("configIssue", () => {
  it("says what is wrong, where, and what to write instead", () => {
    expect(issues({ threadPercentage: 50 })).toEqual([
      {
        code: "config/unknown-key",
        path: ["threadPercentage"],
        message: 'unknown key "threadPercentage"',
        hint: "did you mean activeThreadPercentage?",
        suggestion: { key: "activeThreadPercentage" },
        received: "50",
      },
    ]);
    expect(issues(undefined)).toEqual([
      {
        code: "config/missing",
        path: [],
        message: "MPS config is required",
        hint: 'add at least one limit, such as { "pinnedDeviceMemoryLimit": "4Gi" }',
        received: "undefined",
      },
    ]);
    expect(issues({ pinnedDeviceMemoryLimit: 536870911 })).toEqual([
      {
        code: "memory/too-small",
        path: ["pinnedDeviceMemoryLimit"],
        message: "the memory limit must be at least 512Mi (536870912 bytes)",
        hint: 'write "512Mi" or more',
        suggestion: { value: "512Mi" },
        received: "536870911",
      },
    ]);
  });

  it.each<[input: unknown, hint: RegExp]>([
    [{ pinnedDeviceMemoryLimit: "1GB" }, /^write 1Gi or 1G$/],
    [{ pinnedDeviceMemoryLimit: "4 Gi" }, /^write 4Gi$/],
    [{ pinnedDeviceMemoryLimit: "512M" }, /^write 512Mi:/],
    // With a binary suffix these would be too small as well.
    [{ pinnedDeviceMemoryLimit: "4M" }, /^write "512Mi" or more$/],
    [{ pinnedDeviceMemoryLimit: "0.2G" }, /^write "512Mi" or more$/],
    [{ pinnedDeviceMemoryLimit: 4096 }, /write "4096Mi" or "4096Gi"/],
    [{ pinnedDeviceMemoryLimit: 4096n }, /write "4096Mi" or "4096Gi"/],
    [{ pinnedDeviceMemoryLimit: "8" }, /write "8Mi" or "8Gi"/],
    [{ pinnedDeviceMemoryLimit: 2 ** 53 }, /string or a bigint/],
    [{ activeThreadPercentage: "50" }, /write 50 without quotes/],
    [{ activeThreadPercentage: true }, /^write a whole number/],
    [{ activeThreadPercentage: [50] }, /^write a whole number/],
    [{ activeThreadPercentage: "50%" }, /^write a whole number/],
    [{ activeThreadPercentage: "~50" }, /^write a whole number/],
    [{ activeThreadPercentage: "half" }, /^write a whole number/],
    [{ activeThreadPercentage: "GPU-3f2a" }, /^write a whole number/],
    [{ clientPriority: "1" }, /^write 0 for normal/],
    [{ perDevicePinnedMemoryLimit: { "GPU-3f2a": "1Gi" } }, /UUIDs differ from node to node/],
    [{ perDevicePinnedMemoryLimit: { first: "1Gi" } }, /^write "0" for the first visible GPU$/],
    [{ perDevicePinnedMemoryLimit: { "my-GPU-0": "1Gi" } }, /^write "0" for the first/],
    [{ wholly: 1 }, /^the keys are activeThreadPercentage, /],
  ])("answers %o with the hint %s", (input, hint) => {
    expect(issues(input)[0]?.hint).toMatch(hint);
  });
});

describe("a correction for people and for programs", () => {
  it.each<[object, string, object | undefined]>([
    [
      { defaultPinnedDeviceMemoryLimit: "4Gi" },
      "did you mean pinnedDeviceMemoryLimit?",
      { key: "pinnedDeviceMemoryLimit" },
    ],
    [
      { maxComputePercent: 5 },
      "did you mean activeThreadPercentage?",
      { key: "activeThreadPercentage" },
    ],
    [{ memory: 4096 }, "did you mean pinnedDeviceMemoryLimit?", { key: "pinnedDeviceMemoryLimit" }],
    [{ activeThreadPercentage: "50" }, "write 50 without quotes", { value: 50 }],
    [{ pinnedDeviceMemoryLimit: "4gb" }, "write 4Gi or 4G", { value: "4Gi" }],
    [
      { pinnedDeviceMemoryLimit: "512M" },
      "write 512Mi: 512M is decimal, a little less than 512Mi",
      { value: "512Mi" },
    ],
    [{ pinnedDeviceMemoryLimit: "much" }, 'write bytes, or a quantity such as "4Gi"', undefined],
  ])("is suggested for %j", (input, hint, suggestion) => {
    const result = validateMpsConfig(input);
    expect(result.ok ? [] : result.issues.map((issue) => [issue.hint, issue.suggestion])).toEqual([
      [hint, suggestion],
    ]);
  });
});
