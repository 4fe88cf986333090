import { mpsConfigSchema, validateMpsConfig } from "kube-mps";
import { describe, expect, it } from "vitest";

const standard = mpsConfigSchema["~standard"];

describe("mpsConfigSchema", () => {
  it("is a Standard Schema of version 1", () => {
    expect(standard).toMatchObject({ version: 1, vendor: "kube-mps" });
  });

  it("validates to the canonical config, or to our issues", () => {
    expect(standard.validate({ pinnedDeviceMemoryLimit: "4Gi" })).toEqual({
      value: { pinnedDeviceMemoryLimit: 4294967296 },
    });
    const result = validateMpsConfig({ activeThreadPercentage: 101 });
    expect(standard.validate({ activeThreadPercentage: 101 })).toEqual({
      issues: result.ok ? [] : result.issues,
    });
  });
});
