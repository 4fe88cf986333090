import { compileOptions, unwrap, validateMpsConfig } from "kube-mps";
import { describe, expect, it } from "vitest";
import { at } from "../../helpers/outcome.ts";

/** The canonical config, or the codes and paths of the issues. */
function outcome(input: unknown, minMemory?: number | string): unknown {
  const result = validateMpsConfig(input, minMemory === undefined ? undefined : { minMemory });
  return result.ok ? result.value : result.issues.map(at);
}

describe("validateMpsConfig", () => {
  it.each<[minMemory: number | string, limit: number | string, found: unknown]>([
    ["1Gi", "1Gi", { pinnedDeviceMemoryLimit: 2 ** 30 }],
    ["1Gi", "1023Mi", ["memory/too-small pinnedDeviceMemoryLimit"]],
    ["1Mi", "1Mi", { pinnedDeviceMemoryLimit: 2 ** 20 }],
    [2 ** 20, "1M", ["memory/too-small pinnedDeviceMemoryLimit"]],
    ["1G", "1G", { pinnedDeviceMemoryLimit: 953 * 2 ** 20 }],
    ["1G", "952Mi", ["memory/too-small pinnedDeviceMemoryLimit"]],
  ])("with a minMemory of %j answers %j with %j", (minMemory, limit, found) => {
    expect(outcome({ pinnedDeviceMemoryLimit: limit }, minMemory)).toEqual(found);
  });

  it("compares minMemory again with a config that was validated with a lower one", () => {
    const stored = outcome({
      pinnedDeviceMemoryLimit: "2Gi",
      perDevicePinnedMemoryLimit: { "1": "512Mi", "2": "1Gi" },
    });
    expect(outcome(stored, "1Gi")).toEqual(["memory/too-small perDevicePinnedMemoryLimit/1"]);
    for (const floor of ["256Mi", "512Mi"]) expect(outcome(stored, floor)).toBe(stored);
  });

  it("hints at the binary suffix where 1G is below a minMemory of 1Gi", () => {
    const result = validateMpsConfig({ pinnedDeviceMemoryLimit: "1G" }, { minMemory: "1Gi" });
    expect(result).toMatchObject({
      ok: false,
      issues: [{ hint: "write 1Gi: 1G is decimal, a little less than 1Gi" }],
    });
  });

  it("takes any option of injectGpuConfig, compiled or not", () => {
    const options = { onConflict: "keep", minMemory: "1Gi" } as const;
    const compiled = unwrap(compileOptions(options));
    for (const one of [options, compiled]) {
      expect(validateMpsConfig({ pinnedDeviceMemoryLimit: "512Mi" }, one)).toMatchObject({
        ok: false,
        issues: [{ code: "memory/too-small" }],
      });
    }
  });

  it("rejects every unknown option, since minMemory could be meant", () => {
    const options = { minMemmory: "1Gi", floor: 1, minMemory: "some" };
    expect(validateMpsConfig({ clientPriority: 1 }, options)).toMatchObject({
      ok: false,
      issues: [
        {
          code: "options/unknown-key",
          path: ["minMemmory"],
          message: 'unknown option "minMemmory"',
          hint: "did you mean minMemory?",
        },
        { code: "options/unknown-key", path: ["floor"] },
        { code: "options/value", path: ["minMemory"] },
      ],
    });
  });

  it.each([null, 1, "512Mi", []])("rejects %j as options", (options) => {
    expect(validateMpsConfig({ clientPriority: 1 }, options as object)).toMatchObject({
      ok: false,
      issues: [{ code: "options/type", path: [] }],
    });
  });
});
