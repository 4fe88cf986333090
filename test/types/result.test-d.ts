import {
  type CompiledOptions,
  type ContainerReport,
  compileOptions,
  createMpsConfigSchema,
  type Edit,
  type EnvVar,
  type FieldPath,
  formatIssue,
  formatPath,
  type Injection,
  type Issue,
  type IssueCode,
  injectGpuConfig,
  isMpsError,
  type Json,
  type JsonPatchOperation,
  type MpsConfig,
  type MpsConfigInput,
  type MpsConfigRecord,
  type MpsError,
  mpsConfigSchema,
  type Result,
  type SkipReason,
  type StandardSchemaV1,
  toEnv,
  toJsonPatch,
  toRecord,
  unwrap,
  validateMpsConfig,
} from "kube-mps";
import { describe, expectTypeOf, it } from "vitest";

declare const result: Result<MpsConfig>;
declare const injection: Injection<{ kind: string }>;

describe("a Result", () => {
  it("narrows to a value or to issues, never to both", () => {
    if (result.ok) {
      expectTypeOf(result.value).toEqualTypeOf<MpsConfig>();
      // @ts-expect-error a success has no issues
      result.issues;
    } else {
      expectTypeOf(result.issues).toEqualTypeOf<readonly [Issue, ...Issue[]]>();
      expectTypeOf(result.issues[0]).toEqualTypeOf<Issue>();
      // @ts-expect-error a failure has no value
      result.value;
    }
    expectTypeOf(result.warnings).toEqualTypeOf<readonly Issue[]>();
  });

  it("is unwrapped to its value", () => {
    expectTypeOf(unwrap(result)).toEqualTypeOf<MpsConfig>();
    expectTypeOf(unwrap(injectGpuConfig({ kind: "Pod" }, null)).object).toEqualTypeOf<{
      kind: string;
    }>();
  });
});

describe("an Issue", () => {
  it("has a code of a closed list", () => {
    expectTypeOf<Issue["code"]>().toEqualTypeOf<IssueCode>();
    expectTypeOf<"memory/too-small">().toExtend<IssueCode>();
    expectTypeOf<string>().not.toExtend<IssueCode>();
    expectTypeOf<Issue["path"]>().toEqualTypeOf<FieldPath>();
    expectTypeOf<Issue["position"]>().toEqualTypeOf<
      { readonly line: number; readonly column: number; readonly offset: number } | undefined
    >();
  });

  it("is read-only", () => {
    const issue = {} as Issue;
    // @ts-expect-error read-only
    issue.code = "memory/too-small";
    expectTypeOf(formatIssue(issue)).toBeString();
    expectTypeOf(formatPath(issue.path)).toBeString();
  });

  it("is in an error that isMpsError recognizes", () => {
    const error: unknown = undefined;
    if (isMpsError(error)) expectTypeOf(error).toEqualTypeOf<MpsError>();
    expectTypeOf<MpsError["issues"]>().toEqualTypeOf<readonly [Issue, ...Issue[]]>();
    expectTypeOf<MpsError>().toExtend<Error>();
  });
});

describe("an Injection", () => {
  it("has reports from closed lists", () => {
    expectTypeOf(injection.containers).toEqualTypeOf<readonly ContainerReport[]>();
    expectTypeOf<ContainerReport["action"]>().toEqualTypeOf<
      "injected" | "unchanged" | "kept" | "removed" | "skipped"
    >();
    expectTypeOf(injection.reason).toEqualTypeOf<SkipReason | undefined>();
    expectTypeOf<string>().not.toExtend<SkipReason>();
  });

  it("has edits that are JSON, and become a JSON Patch", () => {
    expectTypeOf(injection.edits).toEqualTypeOf<readonly Edit[]>();
    expectTypeOf(toJsonPatch(injection.edits)).toEqualTypeOf<JsonPatchOperation[]>();
    const [edit] = injection.edits;
    if (edit?.op !== "remove") expectTypeOf(edit?.value).toEqualTypeOf<Json | undefined>();
    // @ts-expect-error a removal has no value
    if (edit?.op === "remove") edit.value;
  });
});

describe("a config", () => {
  it("is a valid input again, and read-only", () => {
    expectTypeOf<MpsConfig>().toExtend<MpsConfigInput>();
    expectTypeOf(validateMpsConfig).parameter(0).toBeUnknown();
    expectTypeOf(validateMpsConfig).returns.toEqualTypeOf<Result<MpsConfig>>();
    // @ts-expect-error read-only
    unwrap(result).clientPriority = 1;
    expectTypeOf(toEnv(unwrap(result), { devices: 2 })).toEqualTypeOf<Result<EnvVar[]>>();
  });

  it("can be written in every form, undefined included", () => {
    const inputs: MpsConfigInput[] = [
      {},
      { activeThreadPercentage: undefined, clientPriority: undefined },
      { pinnedDeviceMemoryLimit: 1 },
      { pinnedDeviceMemoryLimit: 1n },
      { pinnedDeviceMemoryLimit: "1Gi", perDevicePinnedMemoryLimit: { "0": "1Gi", 1: 2n } },
      // @ts-expect-error threads are a number
      { activeThreadPercentage: "50" },
      // @ts-expect-error a priority is 0 or 1
      { clientPriority: 2 },
      // @ts-expect-error did you mean activeThreadPercentage?
      { threadPercentage: 50 },
    ];
    expectTypeOf(inputs).toExtend<MpsConfigInput[]>();
  });

  it("has a Standard Schema", () => {
    expectTypeOf(mpsConfigSchema).toEqualTypeOf<
      StandardSchemaV1<MpsConfigInput | MpsConfigRecord, MpsConfig>
    >();
    expectTypeOf(createMpsConfigSchema).returns.toEqualTypeOf<typeof mpsConfigSchema>();
  });

  it("can be a record", () => {
    const metadata = { name: "small", generation: 2 };
    const record = unwrap(toRecord({ pinnedDeviceMemoryLimit: "4Gi" }, metadata));
    expectTypeOf(record.spec).toEqualTypeOf<MpsConfig>();
    expectTypeOf(record.metadata.generation).toEqualTypeOf<number>();
    injectGpuConfig({}, record);
    injectGpuConfig({}, () => record);
    // @ts-expect-error a record has a name
    toRecord({}, {});
  });
});

it("compiled options are options", () => {
  const compiled = unwrap(compileOptions({ onConflict: "keep" }));
  expectTypeOf(compiled).toEqualTypeOf<CompiledOptions>();
  injectGpuConfig({}, null, compiled);
  validateMpsConfig({}, compiled);
});
