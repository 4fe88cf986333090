import { type Decision, injectGpuConfig, type LimitsFor, type Result, unwrap } from "kube-mps";
import {
  compilePolicies,
  type GpuSharingPolicy,
  type GpuSharingPolicyInput,
  type PolicySet,
  validateGpuSharingPolicy,
} from "kube-mps/policy";
import { describe, expectTypeOf, it } from "vitest";

describe("a policy", () => {
  it("is validated to a policy, which is valid input", () => {
    const result = validateGpuSharingPolicy({});
    expectTypeOf(result).toEqualTypeOf<Result<GpuSharingPolicy>>();
    expectTypeOf<GpuSharingPolicy>().toExtend<GpuSharingPolicyInput>();
    expectTypeOf<GpuSharingPolicy["spec"]["max"]>().toEqualTypeOf<
      | {
          readonly pinnedDeviceMemoryLimit?: number | undefined;
          readonly activeThreadPercentage?: number | undefined;
        }
      | undefined
    >();
  });

  it("is checked while it is written", () => {
    const spec = { match: { namespaces: ["a"] }, max: { pinnedDeviceMemoryLimit: "4Gi" } };
    const head = { apiVersion: "kube-mps.github.io/v1alpha1", kind: "GpuSharingPolicy" } as const;
    const inputs: GpuSharingPolicyInput[] = [
      { ...head, metadata: { name: "a" }, spec },
      // @ts-expect-error a policy has a name
      { ...head, metadata: {}, spec },
      // @ts-expect-error reject is not an action
      { ...head, metadata: { name: "a" }, spec: { onViolation: "reject" } },
      // @ts-expect-error did you mean max?
      { ...head, metadata: { name: "a" }, spec: { maximum: {} } },
    ];
    expectTypeOf(inputs).toExtend<GpuSharingPolicyInput[]>();
  });
});

it("compiled policies are a source of limits, with parts that can be taken out", () => {
  const { decide, limits } = unwrap(compilePolicies([{}], { namespaces: { a: { b: "c" } } }));
  expectTypeOf(limits).toEqualTypeOf<LimitsFor>();
  expectTypeOf(decide).returns.toEqualTypeOf<Result<Decision>>();
  injectGpuConfig({}, limits);
  injectGpuConfig({}, (container) => decide(container, { activeThreadPercentage: 50 }));
  expectTypeOf<PolicySet>().toHaveProperty("allowed");
  // @ts-expect-error labels are strings
  compilePolicies([], { namespaces: { a: { b: 1 } } });
});
