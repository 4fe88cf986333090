import { injectGpuConfig, unwrap, validateMpsConfig } from "kube-mps";
import { describe, expect, it } from "vitest";
import { settingsFor } from "../../../src/options/compile-options.ts";
import { planObject } from "../../../src/plan/plan-limits.ts";
import { LimitsResolver } from "../../../src/resolve/limits-resolver.ts";
import { gpuContainer, pod } from "../../helpers/manifests.ts";
import { at } from "../../helpers/outcome.ts";

const SETTINGS = unwrap(settingsFor(undefined));

describe("planLimits", () => {
  it.each([null, undefined, {}, { activeThreadPercentage: undefined }])(
    "reports a config of %j as missing, unless missingConfig is skip",
    (config) => {
      const object = pod(gpuContainer());
      const failed = injectGpuConfig(object, config);
      expect(failed.ok ? [] : failed.issues.map(at)).toEqual(["config/missing"]);
      const skipped = injectGpuConfig(object, config, { missingConfig: "skip" });
      expect(skipped).toMatchObject({
        ok: true,
        value: {
          changed: false,
          edits: [],
          containers: [{ name: "main", action: "skipped", reason: "no-config" }],
          reason: "no-config",
        },
      });
      expect(skipped.ok && skipped.value.object).toBe(object);
    },
  );

  it("reports an invalid config even if missingConfig is skip", () => {
    const config = { threads: 5 } as object;
    const result = injectGpuConfig(pod(gpuContainer()), config, { missingConfig: "skip" });
    expect(result.ok ? [] : result.issues.map(at)).toEqual(["config/unknown-key threads"]);
  });

  it("changes nothing for a config that limits nothing, and warns", () => {
    const object = pod(gpuContainer());
    const result = injectGpuConfig(object, { activeThreadPercentage: 0 });
    expect(result).toMatchObject({
      ok: true,
      value: {
        changed: false,
        containers: [{ action: "skipped", reason: "limits-nothing" }],
        reason: "limits-nothing",
      },
      warnings: [{ code: "config/limits-nothing", path: [] }],
    });
    expect(result.ok && result.value.object).toBe(object);
    const claim = { name: "claim", resources: { claims: [{ name: "gpu" }] } };
    const withClaim = injectGpuConfig(pod(gpuContainer(), claim), { activeThreadPercentage: 0 });
    expect(withClaim).toMatchObject({ ok: true, value: { reason: "limits-nothing" } });
  });

  it("writes a config that sets a priority alone, and warns that it limits nothing", () => {
    const first = injectGpuConfig(pod(gpuContainer()), { clientPriority: 1 });
    expect(first).toMatchObject({
      ok: true,
      value: { changed: true, containers: [{ action: "injected" }] },
      warnings: [{ code: "config/limits-nothing" }],
    });
    const second = injectGpuConfig(first.ok ? first.value.object : {}, { clientPriority: 1 });
    expect(second).toMatchObject({
      ok: true,
      value: { containers: [{ action: "unchanged" }], reason: "already-injected" },
    });
  });

  it("warns of a memory limit that is rounded", () => {
    const result = injectGpuConfig(pod(gpuContainer()), { pinnedDeviceMemoryLimit: "8192M" });
    expect(result.warnings.map(at)).toEqual(["memory/rounded pinnedDeviceMemoryLimit"]);
  });

  it("compares minMemory again with a validated config", () => {
    const validated = validateMpsConfig({ pinnedDeviceMemoryLimit: "1Gi" });
    const config = validated.ok ? validated.value : null;
    const result = injectGpuConfig(pod(gpuContainer()), config, { minMemory: "2Gi" });
    expect(result.ok ? [] : result.issues.map(at)).toEqual([
      "memory/too-small pinnedDeviceMemoryLimit",
    ]);
    expect(injectGpuConfig(pod(gpuContainer()), config, { minMemory: "1Gi" }).ok).toBe(true);
  });

  // The reports of a failed injection are in the report of a document under onInvalidDocument: "keep".
  it.each<[name: string, config: object, actions: string[]]>([
    [
      "only the container with an invalid quantity",
      { activeThreadPercentage: 50 },
      ["invalid", "injected"],
    ],
    [
      "every container for an invalid config",
      { activeThreadPercentage: 101 },
      ["invalid", "invalid"],
    ],
  ])("reports as invalid %s", (_name, config, actions) => {
    const {
      containers,
      issues,
      config: problems,
    } = planObject(
      pod(gpuContainer({}, "$N"), gpuContainer()),
      new LimitsResolver(config, SETTINGS),
      SETTINGS,
    );
    expect([...problems.issues, ...issues]).not.toEqual([]);
    expect(containers.map(({ action, reason }) => reason ?? action)).toEqual(actions);
    expect(containers[0]).toEqual({
      path: ["spec", "containers", 0],
      name: "main",
      resource: "nvidia.com/gpu",
      count: 0,
      action: "skipped",
      reason: "invalid",
    });
  });
});
