import { describe, expect, it } from "vitest";
import { compiled, containerOf, GIB, policy } from "../../helpers/policies.ts";

describe("allowed", () => {
  const set = compiled([
    policy("a", {
      min: { pinnedDeviceMemoryLimit: "1Gi" },
      max: { pinnedDeviceMemoryLimit: "16Gi", activeThreadPercentage: 50 },
    }),
    policy("b", {
      max: { pinnedDeviceMemoryLimit: "8Gi" },
      require: ["clientPriority"],
      match: { containers: ["main"] },
    }),
    policy("c", { match: { namespaces: ["kube-system"] }, exempt: true }),
  ]);

  it("has the bounds of all policies, whatever the container has", () => {
    expect(set.allowed(containerOf({ namespace: "a", memory: "0=64G" }))).toEqual({
      ok: true,
      value: {
        policies: ["a", "b"],
        exemptBy: [],
        min: { pinnedDeviceMemoryLimit: GIB },
        max: { pinnedDeviceMemoryLimit: 8 * GIB, activeThreadPercentage: 50 },
        require: ["clientPriority"],
      },
      warnings: [],
    });
    expect(set.allowed(containerOf({ namespace: "a", name: "other" }))).toMatchObject({
      value: { policies: ["a"], max: { pinnedDeviceMemoryLimit: 16 * GIB }, require: [] },
    });
  });

  it("has no bounds for what is exempt", () => {
    expect(set.allowed(containerOf({ namespace: "kube-system" }))).toMatchObject({
      value: { policies: ["a", "b", "c"], exemptBy: ["c"], min: {}, max: {}, require: [] },
    });
  });

  it("cannot be told without the namespace", () => {
    expect(set.allowed(containerOf())).toMatchObject({
      ok: false,
      issues: [
        {
          code: "policy/namespace-unknown",
          path: ["metadata", "namespace"],
          policies: [{ name: "c" }],
        },
      ],
    });
  });
});
