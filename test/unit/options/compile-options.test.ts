import { compileOptions, type InjectOptions, injectGpuConfig, isGpuWorkload } from "kube-mps";
import { describe, expect, it } from "vitest";
import { gpuContainer, pod } from "../../helpers/manifests.ts";

const DEFAULTS = {
  gpuResources: ["nvidia.com/gpu", "nvidia.com/gpu.shared", "nvidia.com/mig-*"],
  kinds: [],
  unknownKinds: "warn",
  onConflict: "override",
  missingConfig: "error",
  gpuUnit: "replica",
  resourceLimits: {},
  optOut: {},
  minMemory: 536870912,
};

describe("compileOptions", () => {
  it("puts every default in its place, frozen", () => {
    const compiled = compileOptions();
    expect(compiled).toEqual({ ok: true, value: DEFAULTS, warnings: [] });
    const { value } = compiled as { value: object };
    for (const part of [value, ...Object.values(value).filter((one) => typeof one === "object")]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
    expect(compileOptions({})).toEqual(compiled);
    expect(compileOptions({ onConflict: undefined, optOut: undefined })).toEqual(compiled);
  });

  it("keeps what is said", () => {
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

  it("is taken wherever options are, spread too", () => {
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

  it.each([null, 1, "override", [], true])("refuses %j", (options) => {
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
});

type Found = [code: string, path: string, hint?: RegExp];

const BAD: [options: unknown, ...found: Found[]][] = [
  [{ onConflicts: "keep" }, ["options/unknown-key", "onConflicts", /^did you mean onConflict\?$/]],
  [{ zebra: 1 }, ["options/unknown-key", "zebra", /^the options are gpuResources, /]],
  [JSON.parse('{"__proto__": 1}'), ["options/unknown-key", "__proto__"]],
  [{ onConflict: "overwrite" }, ["options/value", "onConflict"]],
  [{ onConflict: null }, ["options/value", "onConflict"]],
  [{ missingConfig: true }, ["options/value", "missingConfig"]],
  [{ gpuUnit: "gpus" }, ["options/value", "gpuUnit"]],
  [{ unknownKinds: "ignore" }, ["options/value", "unknownKinds"]],
  [{ gpuResources: "nvidia.com/gpu" }, ["options/value", "gpuResources"]],
  [{ gpuResources: [] }, ["options/value", "gpuResources"]],
  [{ gpuResources: null }, ["options/value", "gpuResources"]],
  [
    { gpuResources: ["a*b", 5, "ok", "*", ""] },
    ["options/value", "gpuResources/0", /nvidia\.com\/mig-\*/],
    ["options/value", "gpuResources/1"],
    ["options/value", "gpuResources/3"],
    ["options/value", "gpuResources/4"],
  ],
  [{ resourceLimits: [] }, ["options/value", "resourceLimits"]],
  [{ resourceLimits: { memory: 1 } }, ["options/value", "resourceLimits/memory", /domain|example/]],
  [
    { resourceLimits: { "nvidia.com/gpu": 1 } },
    ["options/value", "resourceLimits/nvidia.com/gpu", /to request GPUs/],
  ],
  ...[1.5, "1.5", "-1", null, undefined, "much", " 1", Number.NaN, {}].map(
    (quantity): [unknown, Found] => [
      { resourceLimits: { "a.b/c": quantity } },
      ["options/value", "resourceLimits/a.b/c", /a whole number/],
    ],
  ),
  [{ optOut: "label" }, ["options/value", "optOut", /^write \{ label:/]],
  [{ optOut: { lable: "a" } }, ["options/unknown-key", "optOut/lable", /^did you mean label\?$/]],
  [{ optOut: { x: "a" } }, ["options/unknown-key", "optOut/x", /label, annotation/]],
  [{ optOut: { label: "" } }, ["options/value", "optOut/label"]],
  [{ optOut: { annotation: 5 } }, ["options/value", "optOut/annotation"]],
  [{ minMemory: "1GB" }, ["options/value", "minMemory", /512Mi/]],
  [{ minMemory: "1Ki" }, ["options/value", "minMemory", /512Mi/]],
  [{ kinds: {} }, ["options/kind", "kinds"]],
  [{ kinds: [null] }, ["options/kind", "kinds/0"]],
  [
    { onConflict: 1, gpuUnit: 2, optOut: 3, kinds: 4, gpuResources: 5, minMemory: 6 },
    ["options/value", "gpuUnit"],
    ["options/value", "gpuResources"],
    ["options/kind", "kinds"],
    ["options/value", "optOut"],
    ["options/value", "minMemory"],
    ["options/value", "onConflict"],
  ],
];

describe("bad options", () => {
  it.each(BAD.map(([options, ...found]) => ({ options, found })))(
    "$options",
    ({ options, found }) => {
      const result = compileOptions(options as InjectOptions);
      const issues = result.ok ? [] : result.issues;
      expect(issues.map(({ code, path }) => [code, path.join("/")]).sort()).toEqual(
        found.map(([code, path]) => [code, path]).sort(),
      );
      for (const [code, path, hint] of found) {
        const issue = issues.find((one) => one.code === code && one.path.join("/") === path);
        if (hint !== undefined) expect(issue?.hint).toMatch(hint);
        expect(issue?.received).toBeDefined();
      }
    },
  );

  const NAME = 'write "example.com/gpu-memory"';

  it.each<[options: object, message: string, hint?: string]>([
    [{ onConflict: 1 }, "must be one of override, keep, error, tighten"],
    [{ gpuResources: 1 }, "must be a list of resource names", 'write ["nvidia.com/gpu"]'],
    [
      { gpuResources: ["*"] },
      "must be a resource name, with a * only at its end",
      'write "nvidia.com/mig-*"',
    ],
    [{ kinds: 1 }, "must be a list of rows"],
    [{ resourceLimits: 1 }, "must be an object from resource name to quantity"],
    [{ resourceLimits: { cpu: 1 } }, "must be an extended resource, named domain/name", NAME],
    [
      { resourceLimits: { "nvidia.com/gpu": 1 } },
      "must not be a GPU resource",
      "leave it to the workload to request GPUs",
    ],
    [
      { resourceLimits: { "a.b/c": 1.5 } },
      "must be a whole number",
      "write a whole number: Kubernetes rejects others for extended resources",
    ],
    [{ optOut: 1 }, "must be an object", 'write { label: "example.com/no-mps" }'],
    [{ optOut: { lable: "a" } }, 'unknown option "lable"', "did you mean label?"],
    [{ optOut: { label: 1 } }, "must be a non-empty string"],
  ])("%j say what is wrong, and what to write instead", (options, message, hint) => {
    const result = compileOptions(options);
    const issues = result.ok ? [] : result.issues;
    expect(issues.map((issue) => [issue.message, issue.hint])).toEqual([[message, hint]]);
  });

  it("are an issue of every function that takes them, even where there is no GPU", () => {
    const options = { onConflict: "overwrite" } as unknown as InjectOptions;
    const issues = [{ code: "options/value", path: ["onConflict"] }];
    expect(injectGpuConfig(pod(), null, options)).toMatchObject({ ok: false, issues });
    // It cannot tell, so it does not say no.
    expect(isGpuWorkload(pod(), options)).toBe(true);
  });
});
