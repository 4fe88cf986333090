import type { Issue, IssueCode, Result } from "kube-mps";
import {
  diagnose,
  type EffectiveLimits,
  type ExplainContext,
  explainLimits,
  type Finding,
  type Observations,
  parseObservations,
  parseThreadPercentage,
  type Reason,
  type Setter,
} from "kube-mps/explain";
import { describe, expectTypeOf, it } from "vitest";

declare const limits: EffectiveLimits;
declare const reason: Reason;

describe("explainLimits", () => {
  it("takes any object, with what is known around it", () => {
    expectTypeOf(explainLimits).parameter(0).toBeUnknown();
    expectTypeOf(explainLimits).returns.toEqualTypeOf<Result<readonly EffectiveLimits[]>>();
    explainLimits({}, { node: {}, daemon: { threads: 50 }, deviceClasses: [], resourceClaims: [] });
    explainLimits({}, { node: undefined, daemon: undefined } satisfies ExplainContext);
    // @ts-expect-error no such protocol
    explainLimits({}, { daemon: { protocol: 1 } });
  });

  it("answers by closed lists", () => {
    expectTypeOf(limits.enforced).toEqualTypeOf<"yes" | "no" | "unknown">();
    expectTypeOf(limits.setBy.memory).toEqualTypeOf<Setter>();
    expectTypeOf(limits.memoryMiB).toEqualTypeOf<number | undefined>();
    expectTypeOf(reason).toExtend<Issue>();
    expectTypeOf(reason.effect).toEqualTypeOf<"voids" | "weakens" | "informs">();
    expectTypeOf<"explain/mig" | "finding/credentials">().toExtend<IssueCode>();
  });
});

describe("diagnose", () => {
  it("takes what the parsers return, and containers with PIDs", () => {
    expectTypeOf(parseObservations).returns.toEqualTypeOf<Result<Observations>>();
    expectTypeOf(parseThreadPercentage).returns.toEqualTypeOf<Result<number | undefined>>();
    expectTypeOf(diagnose).returns.toEqualTypeOf<Result<readonly Finding[]>>();
    diagnose({ processes: [] }, [{ ...limits, pids: [1] }]);
    diagnose({}, [limits]);
    // @ts-expect-error a result is not unwrapped
    diagnose(parseObservations(""));
  });
});
