import { validateGpuSharingPolicy } from "kube-mps/policy";
import { expect, it } from "vitest";
import { policy } from "../../helpers/policies.ts";

const SMALL = policy("a", { max: { pinnedDeviceMemoryLimit: "256Mi" } });

it("validateGpuSharingPolicy takes the minimum for memory limits", () => {
  expect(validateGpuSharingPolicy(SMALL)).toMatchObject({
    issues: [{ code: "memory/too-small", path: ["spec", "max", "pinnedDeviceMemoryLimit"] }],
  });
  expect(validateGpuSharingPolicy(SMALL, { minMemory: "256Mi" }).ok).toBe(true);
});

it.each<[options: unknown, code: string]>([
  [{ minMemory: -1 }, "options/value"],
  [{ minMem: "1Gi" }, "options/unknown-key"],
  ["256Mi", "options/type"],
])("validateGpuSharingPolicy checks its options: %j", (options, code) => {
  expect(validateGpuSharingPolicy(SMALL, options as never)).toMatchObject({ issues: [{ code }] });
});
