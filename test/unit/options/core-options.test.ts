import { compileOptions, type InjectOptions } from "kube-mps";
import { describe, expect, it } from "vitest";

type Found = [code: string, path: string, hint?: RegExp];

const INVALID: [options: unknown, ...found: Found[]][] = [
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

const NAME = 'write "example.com/gpu-memory"';

describe("the options of the core", () => {
  it.each(INVALID.map(([options, ...found]) => ({ options, found })))(
    "are rejected in $options",
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
  ])("in %j are reported with what to write instead", (options, message, hint) => {
    const result = compileOptions(options);
    const issues = result.ok ? [] : result.issues;
    expect(issues.map((issue) => [issue.message, issue.hint])).toEqual([[message, hint]]);
  });
});
