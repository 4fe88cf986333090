import type {
  V1alpha1MutatingAdmissionPolicy,
  V1alpha1MutatingAdmissionPolicyBinding,
  V1beta2DeviceClass,
  V1beta2ResourceClaim,
  V1beta2ResourceClaimTemplate,
  V1PodSpec,
  V1ResourceRequirements,
  V1ValidatingAdmissionPolicy,
  V1ValidatingAdmissionPolicyBinding,
} from "@kubernetes/client-node";
import type { MpsConfig, MpsConfigInput, Result } from "kube-mps";
import type { toMutatingAdmissionPolicy, toValidatingAdmissionPolicy } from "kube-mps/admission";
import {
  type Dialect,
  type DraGpuConfig,
  fromDialect,
  type GkePodSettings,
  type Loss,
  type Rendering,
  type toDeviceClass,
  toDevicePluginConfig,
  type toEcsGpuOptions,
  toFractioningAnnotations,
  type toGkePodSettings,
  type toMpsServerConfig,
  toResourceClaim,
  type toResourceClaimTemplate,
} from "kube-mps/dialects";
import { describe, expectTypeOf, it } from "vitest";

/** What a writer renders. */
type Rendered<F extends (...args: never) => unknown> =
  ReturnType<F> extends Result<Rendering<infer T>> ? T : never;

type Value<F extends (...args: never) => unknown> =
  ReturnType<F> extends Result<infer T> ? T : never;

describe("the writers of dialects", () => {
  it("take configs as they are written, and as they are validated", () => {
    expectTypeOf<MpsConfigInput>().toExtend<Parameters<typeof toResourceClaim>[0]>();
    expectTypeOf<MpsConfig>().toExtend<Parameters<typeof toEcsGpuOptions>[0]>();
    expectTypeOf<{ a: { config: MpsConfig } }>().toExtend<
      Parameters<typeof toMpsServerConfig>[0]
    >();
  });

  it("return objects that a Kubernetes client accepts", () => {
    expectTypeOf<Rendered<typeof toResourceClaim>>().toExtend<V1beta2ResourceClaim>();
    expectTypeOf<
      Rendered<typeof toResourceClaimTemplate>
    >().toExtend<V1beta2ResourceClaimTemplate>();
    expectTypeOf<Rendered<typeof toDeviceClass>>().toExtend<V1beta2DeviceClass>();
    expectTypeOf<Pick<GkePodSettings, "hostIPC" | "nodeSelector">>().toExtend<Partial<V1PodSpec>>();
    expectTypeOf<GkePodSettings["resources"]>().toExtend<V1ResourceRequirements>();
    expectTypeOf<Rendered<typeof toGkePodSettings>>().toEqualTypeOf<GkePodSettings>();
  });

  it("return exact types otherwise", () => {
    expectTypeOf<Rendered<typeof toFractioningAnnotations>>().toEqualTypeOf<
      Record<string, string>
    >();
    expectTypeOf<Rendered<typeof toMpsServerConfig>>().toEqualTypeOf<string>();
    expectTypeOf<Rendered<typeof toEcsGpuOptions>["sharingStrategy"]>().toEqualTypeOf<{
      nvidiaMps: { memory: number; maxComputePercent?: number };
    }>();
    expectTypeOf<
      Rendered<typeof toDevicePluginConfig>["sharing"]["mps"]["resources"]
    >().toEqualTypeOf<{ name: string; replicas: number }[]>();
    expectTypeOf<DraGpuConfig["kind"]>().toEqualTypeOf<"GpuConfig" | "MigDeviceConfig">();
  });

  it("require the options without which nothing can be written", () => {
    // @ts-expect-error the memory of a card
    toDevicePluginConfig({});
    // @ts-expect-error a container
    toFractioningAnnotations({}, {});
    // @ts-expect-error a name
    toResourceClaim({}, {});
  });
});

describe("fromDialect", () => {
  it("takes anything, and returns a config of a dialect of the list", () => {
    expectTypeOf(fromDialect).parameter(0).toBeUnknown();
    type Read = Value<typeof fromDialect>;
    expectTypeOf<Read["dialect"]>().toEqualTypeOf<Dialect>();
    expectTypeOf<Read["config"]>().toEqualTypeOf<MpsConfig>();
    expectTypeOf<Read["losses"]>().toEqualTypeOf<readonly Loss[]>();
  });
});

describe("admission policies", () => {
  it("are objects that a Kubernetes client accepts", () => {
    type Mutating = Value<typeof toMutatingAdmissionPolicy>;
    expectTypeOf<Mutating[0]>().toExtend<V1alpha1MutatingAdmissionPolicy>();
    expectTypeOf<Mutating[1]>().toExtend<V1alpha1MutatingAdmissionPolicyBinding>();
    type Validating = Value<typeof toValidatingAdmissionPolicy>;
    expectTypeOf<Validating[0]>().toExtend<V1ValidatingAdmissionPolicy>();
    expectTypeOf<Validating[1]>().toExtend<V1ValidatingAdmissionPolicyBinding>();
  });
});
