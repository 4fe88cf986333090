import fc from "fast-check";
import { applyPatch, deepClone } from "fast-json-patch";
import { injectGpuConfig, type MpsConfig, type Result } from "kube-mps";
import { reviewAdmission } from "kube-mps/admission";
import { compilePolicies, type GpuSharingPolicyInput, type PolicySet } from "kube-mps/policy";
import { injectYaml } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { type ContainerParts, compiled, containerOf, podOf, policy } from "../helpers/policies.ts";
import { runs } from "../helpers/properties.ts";
import { type ModelLimit, modelDecision } from "../model/policy.ts";

const MIB = 2 ** 20;
const MEMORY = "pinnedDeviceMemoryLimit";
const THREADS = "activeThreadPercentage";

const memory = fc.integer({ min: 512, max: 522 }).map((mebibytes) => mebibytes * MIB);
const threads = fc.integer({ min: 1, max: 9 }).map((tens) => tens * 10);
const limits = fc.record({ [MEMORY]: memory, [THREADS]: threads }, { requiredKeys: [] });

/** Policies for everything, with names of their own; some of them are invalid. */
const specs: fc.Arbitrary<GpuSharingPolicyInput["spec"]> = fc.record(
  {
    weight: fc.integer({ min: -1, max: 1 }),
    default: limits,
    min: limits,
    max: limits,
    require: fc.constantFrom([MEMORY] as const, [THREADS] as const, [MEMORY, THREADS] as const),
    onViolation: fc.constantFrom("deny", "clamp", "warn"),
    match: fc.constantFrom(undefined, { containers: ["m*"] }, { containers: ["main"] }),
  },
  { requiredKeys: [] },
);
const policies = fc
  .array(specs, { maxLength: 5 })
  .map((all) => all.map((spec, index) => policy(`p${index}`, spec)));

/** What a container has, and the same as the model has it. */
const carried = fc.record({
  memory: fc.oneof(
    fc.constant([undefined, undefined] as const),
    memory.map((bytes) => [`0=${bytes / MIB}M`, bytes] as const),
    fc.constant(["1Gi", undefined] as const),
    fc.constant(["$(LIMIT)", "unknown"] as const),
  ),
  threads: fc.oneof(
    fc.constant([undefined, undefined] as const),
    threads.map((percentage) => [String(percentage), percentage] as const),
    fc.constantFrom(["0", "none"] as const, ["100", "none"] as const),
    fc.constant(["-5", undefined] as const),
    fc.constant([{ valueFrom: {} }, "unknown"] as const),
  ),
});
const requested = fc.option(limits, { nil: undefined });

type Carried = typeof carried extends fc.Arbitrary<infer V> ? V : never;

function partsOf({ memory: [bytes], threads: [percentage] }: Carried): ContainerParts {
  return {
    ...(bytes !== undefined && { memory: bytes }),
    ...(percentage !== undefined && { threads: percentage }),
  };
}

/** The limit of the one device, as the model has it. */
function limitIn(config: MpsConfig | undefined, field: typeof MEMORY | typeof THREADS): ModelLimit {
  const value = config?.[field] ?? config?.perDevicePinnedMemoryLimit?.["0"];
  if (field === MEMORY) return value ?? "none";
  const percentage = config?.[THREADS];
  return percentage === undefined || percentage % 100 === 0 ? "none" : percentage;
}

/** Compiled policies, or nothing where they are invalid or contradict each other. */
function tryCompile(all: readonly GpuSharingPolicyInput[]): PolicySet | undefined {
  const result = compilePolicies(all);
  return result.ok ? result.value : undefined;
}

function holds(
  law: (all: GpuSharingPolicyInput[], has: Carried, asks: MpsConfig | undefined) => void,
  count = 500,
): void {
  fc.assert(fc.property(policies, carried, requested, law), runs(count));
}

const codesOf = (result: Result<unknown>): string[] =>
  result.ok ? [] : result.issues.map(({ code }) => code);

type Decided = ReturnType<PolicySet["decide"]>;

/** Whether everything that a second set of policies lets through is as strict as what the first does. */
function isNoWider(before: Decided, after: Decided): boolean {
  if (!after.ok) return true;
  if (!before.ok) return false;
  return [MEMORY, THREADS].every((field) => {
    const size = (config: MpsConfig | undefined) => {
      const limit = limitIn(config, field as typeof MEMORY);
      return typeof limit === "number" ? limit : Number.POSITIVE_INFINITY;
    };
    return size(after.value.config) <= size(before.value.config);
  });
}

describe("a decision", () => {
  it("is that of the reference model", () => {
    let decided = 0;
    holds((all, has, asks) => {
      const set = tryCompile(all);
      if (set === undefined) return;
      const result = set.decide(containerOf(partsOf(has)), asks);
      const expected = [MEMORY, THREADS].map((field) => {
        const written = field === MEMORY ? has.memory[1] : has.threads[1];
        return modelDecision(field as typeof MEMORY, all, [
          written,
          asks?.[field as typeof MEMORY],
        ]);
      });
      const codes = expected.filter((one) => String(one).startsWith("policy/"));
      expect(codesOf(result)).toEqual(codes);
      if (!result.ok) return;
      decided++;
      expect(
        [MEMORY, THREADS].map((field) => limitIn(result.value.config, field as typeof MEMORY)),
      ).toEqual(expected.map((one) => (one === "unknown" ? "none" : one)));
    }, 2_000);
    expect(decided).toBeGreaterThan(100);
  });

  it("does not depend on the order of the policies", () => {
    holds((all, has, asks) => {
      const decide = (list: GpuSharingPolicyInput[]) =>
        tryCompile(list)?.decide(containerOf(partsOf(has)), asks);
      expect(decide([...all].reverse())).toEqual(decide(all));
    });
  });

  /** Both decisions: without a policy, and with it. */
  const bothWays = (
    added: fc.Arbitrary<GpuSharingPolicyInput["spec"]>,
    law: (before: Decided, after: Decided) => void,
  ): void =>
    fc.assert(
      fc.property(policies, carried, requested, added, (all, has, asks, spec) => {
        const before = tryCompile(all);
        const after = tryCompile([...all, policy("added", spec)]);
        if (before === undefined || after === undefined) return;
        const container = containerOf(partsOf(has));
        law(before.decide(container, asks), after.decide(container, asks));
      }),
      runs(1_000),
    );

  it("is never widened by a policy with only min or max", () => {
    const added = fc.oneof(fc.record({ min: limits }), fc.record({ max: limits }));
    bothWays(added, (before, after) => expect(isNoWider(before, after)).toBe(true));
  });

  it("is never raised by a maximum that clamps or warns", () => {
    const added = fc.record({
      max: limits,
      onViolation: fc.constantFrom("clamp" as const, "warn" as const),
    });
    // What was denied for want of a limit may now be clamped: there is something to clamp it to.
    bothWays(added, (before, after) => {
      if (before.ok) expect(isNoWider(before, after)).toBe(true);
    });
  });

  it("is the identity inside the bounds, and clamping ends there", () => {
    holds((all, has, asks) => {
      const set = tryCompile(all);
      const first = set?.decide(containerOf(partsOf(has)), asks);
      if (set === undefined || !first?.ok) return;
      const { config } = first.value;
      const second = set.decide(containerOf(), config);
      if (config === undefined || !second.ok || first.warnings.length > 0) return;
      // A default may be added to what was not known.
      expect({ ...second.value.config, ...config }).toEqual(second.value.config);
      expect(
        second.value.applied.filter(
          ({ action, from }) => action === "clamped" && from !== undefined,
        ),
      ).toEqual([]);
    });
  });

  it("never makes no limit of a limit", () => {
    holds((all, has, asks) => {
      const result = tryCompile(all)?.decide(containerOf(partsOf(has)), asks);
      if (!result?.ok) return;
      const { config } = result.value;
      if (typeof has.threads[1] === "number") expect(limitIn(config, THREADS)).not.toBe("none");
      if (typeof has.memory[1] === "number") expect(limitIn(config, MEMORY)).not.toBe("none");
    });
  });

  it("is the same on every surface, and a second time", () => {
    holds((all, has, asks) => {
      const set = tryCompile(all);
      if (set === undefined) return;
      const pod = podOf(partsOf(has));
      const limitsFor = asks === undefined ? set.limits : compiled(all, { requested: asks }).limits;
      const options = { missingConfig: "skip" } as const;
      const object = injectGpuConfig(pod, limitsFor, options);
      const text = injectYaml(stringify(pod), limitsFor, options);
      const request = { uid: "1", operation: "CREATE", object: pod };
      const { response } = reviewAdmission(
        { apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", request },
        limitsFor,
        options,
      );
      expect(codesOf(text)).toEqual(codesOf(object));
      expect(response.allowed).toBe(object.ok);
      if (!object.ok || !text.ok) return;
      expect(parse(text.value.text)).toEqual(JSON.parse(JSON.stringify(object.value.object)));
      const patch = response.patch === undefined ? [] : JSON.parse(atob(response.patch));
      const patched = applyPatch(deepClone(pod), patch).newDocument;
      expect(patched).toEqual(JSON.parse(JSON.stringify(object.value.object)));
      const again = injectGpuConfig(object.value.object, limitsFor, options);
      expect(again).toMatchObject({ ok: true, value: { changed: false } });
    }, 150);
  });
});
