import { compileOptions, type InjectOptions, injectGpuConfig, isGpuWorkload } from "kube-mps";
import { describe, expect, it } from "vitest";
import { ADMISSION_OPTIONS } from "../../../src/options/admission-options.ts";
import { settingsWith } from "../../../src/options/compile-options.ts";
import { YAML_OPTIONS } from "../../../src/options/yaml-options.ts";
import { gpuContainer, pod } from "../../helpers/manifests.ts";

const DEFAULTS = {
  gpuResources: [
    "nvidia.com/gpu",
    "nvidia.com/gpu.shared",
    "nvidia.com/mig-*",
    "deviceclass.resource.kubernetes.io/gpu.nvidia.com",
    "deviceclass.resource.kubernetes.io/mig.nvidia.com",
  ],
  kinds: [],
  unknownKinds: "warn",
  onConflict: "override",
  missingConfig: "error",
  gpuUnit: "replica",
  resourceLimits: {},
  optOut: {},
  as: undefined,
  namespace: undefined,
  minMemory: 536870912,
};

describe("compileOptions", () => {
  it("fills in every default, frozen", () => {
    const compiled = compileOptions();
    expect(compiled).toEqual({ ok: true, value: DEFAULTS, warnings: [] });
    const { value } = compiled as { value: object };
    for (const part of [value, ...Object.values(value).filter((one) => typeof one === "object")]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
    expect(compileOptions({})).toEqual(compiled);
    expect(compileOptions({ onConflict: undefined, optOut: undefined })).toEqual(compiled);
  });

  it("keeps the given options, minMemory in bytes", () => {
    const options = {
      gpuResources: ["example.com/gpu", "example.com/slice-*"],
      kinds: [{ group: "example.com", kind: ["A", "B"], pods: ["spec.pod"] }],
      unknownKinds: "inject",
      onConflict: "tighten",
      missingConfig: "skip",
      gpuUnit: "device",
      resourceLimits: { "example.com/memory": "4" },
      optOut: { label: "example.com/no-mps", annotation: "example.com/no-mps" },
      minMemory: "1Gi",
    } as const;
    expect(compileOptions(options)).toEqual({
      ok: true,
      value: { ...options, minMemory: 2 ** 30 },
      warnings: [],
    });
  });

  it("compiles kinds once, however often the options are spread", () => {
    const kinds = [{ group: "example.com", kind: "TrainingJob", pods: ["spec.pod"] }];
    const first = compileOptions({ kinds });
    if (!first.ok) throw new Error("invalid");
    expect(first.value.kinds).not.toBe(kinds);
    const again = compileOptions({ ...first.value, onConflict: "keep" });
    expect(again.ok && again.value.kinds).toBe(first.value.kinds);
  });

  it("returns options that every function takes, as they are or spread", () => {
    const compiled = compileOptions({ missingConfig: "skip" });
    const options = compiled.ok ? compiled.value : {};
    expect(injectGpuConfig(pod(gpuContainer()), null, options).ok).toBe(true);
    expect(isGpuWorkload(pod(gpuContainer()), options)).toBe(true);
    const again = compileOptions(options);
    expect(again.ok && again.value).toBe(options);
    expect(compileOptions({ ...options, onConflict: "keep" })).toEqual({
      ok: true,
      value: { ...DEFAULTS, missingConfig: "skip", onConflict: "keep" },
      warnings: [],
    });
  });

  it.each([null, 1, "override", [], true])("rejects %j", (options) => {
    expect(compileOptions(options as object)).toEqual({
      ok: false,
      issues: [
        {
          code: "options/type",
          path: [],
          message: "options must be an object",
          hint: "omit them for defaults",
          received: JSON.stringify(options),
        },
      ],
      warnings: [],
    });
  });

  it("is not needed: every function checks its options, even where there is no GPU", () => {
    const options = { onConflict: "overwrite" } as unknown as InjectOptions;
    const issues = [{ code: "options/value", path: ["onConflict"] }];
    expect(injectGpuConfig(pod(), null, options)).toMatchObject({ ok: false, issues });
    // It cannot tell, so it does not return false.
    expect(isGpuWorkload(pod(), options)).toBe(true);
  });
});

describe("settingsWith", () => {
  it("reads options once if nothing in them can change", () => {
    const options = Object.freeze({ gpuResources: Object.freeze(["amd.com/gpu"]) });
    const first = settingsWith(options, YAML_OPTIONS);
    const again = settingsWith(options, YAML_OPTIONS);
    expect(first.ok && again.ok && again.value).toBe(first.ok && first.value);
    // Another table has other options of its own.
    expect(settingsWith(options, ADMISSION_OPTIONS)).toMatchObject({
      ok: true,
      value: { own: { patchOnUpdate: [] } },
    });
  });

  it("reads them again if a value can change", () => {
    const gpuResources = ["amd.com/gpu"];
    const options = Object.freeze({ gpuResources });
    settingsWith(options, YAML_OPTIONS);
    gpuResources[0] = "nvidia.com/gpu";
    expect(settingsWith(options, YAML_OPTIONS)).toMatchObject({
      ok: true,
      value: { settings: { options: { gpuResources: ["nvidia.com/gpu"] } } },
    });
  });
});
