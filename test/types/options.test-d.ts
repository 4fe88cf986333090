import {
  type ConflictPolicy,
  compileOptions,
  type GpuOptions,
  type InjectOptions,
  isGpuWorkload,
  type MpsConfigOptions,
  type OptOut,
  type ToEnvOptions,
  toEnv,
  validateMpsConfig,
  type WorkloadKind,
} from "kube-mps";
import { describe, expectTypeOf, it } from "vitest";

it("options are all optional, read-only, and may be undefined", () => {
  expectTypeOf<Record<never, never>>().toExtend<InjectOptions>();
  expectTypeOf<{ [K in keyof InjectOptions]-?: undefined }>().toExtend<InjectOptions>();
  expectTypeOf<Readonly<InjectOptions>>().toEqualTypeOf<InjectOptions>();
  expectTypeOf<InjectOptions>().toExtend<GpuOptions>();
  expectTypeOf<InjectOptions>().toExtend<MpsConfigOptions>();
});

describe("each option", () => {
  it("accepts its values", () => {
    const options: Required<InjectOptions> = {
      gpuResources: ["nvidia.com/gpu"] as const,
      kinds: [{ group: "example.com", kind: ["A"], pods: ["spec"] }] as const,
      unknownKinds: "inject",
      onConflict: "tighten",
      missingConfig: "skip",
      gpuUnit: "device",
      resourceLimits: { "example.com/memory": 4, "example.com/share": "4" },
      optOut: { label: "example.com/no-mps", annotation: undefined },
      minMemory: "1Gi",
      as: { apiVersion: "apps/v1", kind: "Deployment" },
      namespace: "ml",
    };
    compileOptions(options);
    expectTypeOf<ConflictPolicy>().toEqualTypeOf<"override" | "keep" | "error" | "tighten">();
    expectTypeOf<OptOut>().toExtend<InjectOptions["optOut"]>();
    expectTypeOf<readonly WorkloadKind[]>().toExtend<InjectOptions["kinds"]>();
  });

  it("rejects other values", () => {
    // @ts-expect-error no such policy
    compileOptions({ onConflict: "overwrite" });
    // @ts-expect-error did you mean onConflict?
    compileOptions({ onConflicts: "keep" });
    // @ts-expect-error a list
    compileOptions({ gpuResources: "nvidia.com/gpu" });
    // @ts-expect-error a kind has a group
    compileOptions({ kinds: [{ kind: "A" }] });
    // @ts-expect-error no such reason
    compileOptions({ kinds: [{ group: "a", kind: "A", skip: "why not" }] });
    // @ts-expect-error a quantity
    compileOptions({ resourceLimits: { "a.b/c": true } });
    // @ts-expect-error bytes or a quantity
    compileOptions({ minMemory: {} });
    // @ts-expect-error null is not an object of options
    compileOptions(null);
    // @ts-expect-error not an option of isGpuWorkload
    isGpuWorkload({}, { onConflict: "keep" });
    // @ts-expect-error did you mean minMemory?
    validateMpsConfig({}, { minimumMemory: 1 });
    // @ts-expect-error a number
    toEnv({}, { devices: "2" });
  });
});

it("a kind has locations by path, or with names for the fields of a container", () => {
  expectTypeOf<{
    group: string;
    kind: string;
    containers: ["spec.runner"];
  }>().toExtend<WorkloadKind>();
  expectTypeOf<{
    group: string;
    kind: string;
    containers: { path: string; env: "envs"; resources?: undefined; gpuResources: ["gpu"] }[];
  }>().toExtend<WorkloadKind>();
  expectTypeOf<ToEnvOptions["devices"]>().toEqualTypeOf<number | undefined>();
});
