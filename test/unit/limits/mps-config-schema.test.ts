import { createMpsConfigSchema, mpsConfigSchema, validateMpsConfig } from "kube-mps";
import { describe, expect, it } from "vitest";

const standard = mpsConfigSchema["~standard"];

describe("mpsConfigSchema", () => {
  it("is a Standard Schema of version 1", () => {
    expect(standard).toMatchObject({ version: 1, vendor: "kube-mps" });
  });

  it("validates to the canonical config", () => {
    expect(standard.validate({ pinnedDeviceMemoryLimit: "4Gi" })).toEqual({
      value: { pinnedDeviceMemoryLimit: 4294967296 },
    });
  });

  it("gives our issues, with the hint in the message", () => {
    const result = validateMpsConfig({ activeThreadPercentage: 101 });
    expect(standard.validate({ activeThreadPercentage: 101 })).toEqual({
      issues: result.ok
        ? []
        : result.issues.map((issue) => ({
            ...issue,
            message: `${issue.message}; ${issue.hint}`,
          })),
    });
  });
});

describe("createMpsConfigSchema", () => {
  it("validates against the minimum that was given", () => {
    const schema = createMpsConfigSchema({ minMemory: "4Gi" })["~standard"];
    expect(schema.validate({ pinnedDeviceMemoryLimit: "4Gi" })).toEqual({
      value: { pinnedDeviceMemoryLimit: 4294967296 },
    });
    expect(schema.validate({ pinnedDeviceMemoryLimit: "2Gi" })).toMatchObject({
      issues: [{ code: "memory/too-small", path: ["pinnedDeviceMemoryLimit"] }],
    });
  });

  it("reports invalid options at every validation", () => {
    const schema = createMpsConfigSchema({ minMemory: "little" })["~standard"];
    expect(schema.validate({})).toMatchObject({
      issues: [{ code: "options/value", path: ["minMemory"] }],
    });
  });
});
