import { annotationLimits, formatIssue, type Issue, type LimitsFor, type Result } from "kube-mps";
import { compilePolicies, type GpuSharingPolicyInput, type PolicyOptions } from "kube-mps/policy";
import { describe, expect, it } from "vitest";
import { compiled, containerOf, policy } from "../../helpers/policies.ts";

const MAX = { max: { activeThreadPercentage: 50 } };

function issuesOf(result: Result<unknown>): unknown[] {
  const show = ({ code, path, policies }: Issue) => {
    const names = policies?.map(({ name }) => name);
    return names === undefined ? [code, path.join(".")] : [code, path.join("."), names];
  };
  return result.ok ? [] : result.issues.map(show);
}

describe("compilePolicies", () => {
  it("reports every problem of every policy, with its index", () => {
    const policies = [
      policy("a", MAX),
      { kind: "Pod" },
      policy("b", { weight: 0.5 }),
      policy("a", MAX),
    ];
    expect(issuesOf(compilePolicies(policies))).toEqual([
      ["policy/type", "1.apiVersion"],
      ["policy/type", "1.kind"],
      ["policy/value", "2.spec.weight"],
      ["policy/duplicate-name", "3.metadata.name"],
    ]);
  });

  it("keeps the warnings", () => {
    const { warnings } = compilePolicies([policy("a", MAX), policy("b", {})]);
    expect(warnings.map(({ code, path }) => [code, path])).toEqual([
      ["policy/no-effect", [1, "spec"]],
    ]);
  });

  it.each([undefined, null, {}, "policies", new Set()])("needs a list: %j", (policies) => {
    expect(issuesOf(compilePolicies(policies as never))).toEqual([["policy/type", ""]]);
  });

  it.each<[options: unknown, issues: unknown[]]>([
    [null, [["options/type", ""]]],
    [{ namespace: {} }, [["options/unknown-key", "namespace"]]],
    [{ minMemory: "none" }, [["options/value", "minMemory"]]],
    [{ namespaces: [] }, [["options/value", "namespaces"]]],
    [
      { namespaces: { a: { tier: 1 }, b: "gold", c: {} } },
      [
        ["options/value", "namespaces.a"],
        ["options/value", "namespaces.b"],
      ],
    ],
  ])("checks its options: %j", (options, issues) => {
    expect(issuesOf(compilePolicies([], options as PolicyOptions))).toEqual(issues);
  });

  it("takes a minimum for the limits of policies", () => {
    const policies = [policy("a", { max: { pinnedDeviceMemoryLimit: "256Mi" } })];
    expect(issuesOf(compilePolicies(policies))).toEqual([
      ["memory/too-small", "0.spec.max.pinnedDeviceMemoryLimit"],
    ]);
    expect(compilePolicies(policies, { minMemory: "256Mi" }).ok).toBe(true);
  });
});

describe("contradictions between policies", () => {
  const high = (match?: GpuSharingPolicyInput["spec"]["match"]) =>
    policy("high", { match, min: { activeThreadPercentage: 60 } });
  const low = (match?: GpuSharingPolicyInput["spec"]["match"]) => policy("low", { match, ...MAX });
  const found = [["policy/contradiction", "0.spec.min.activeThreadPercentage", ["high", "low"]]];

  it.each<[what: string, policies: GpuSharingPolicyInput[], issues: unknown[]]>([
    ["both select everything", [high(), low()], found],
    ["one selects everything", [high({ namespaces: ["a"] }), low({ containers: ["*"] })], found],
    ["both select the same", [high({ namespaces: ["a"] }), low({ namespaces: ["a"] })], found],
    ["they may select the same", [high({ namespaces: ["a"] }), low({ kinds: ["Pod"] })], []],
    ["what they select may be exempt", [high(), low(), policy("c", { exempt: true })], []],
    ["bounds meet", [low(), policy("high", { min: { activeThreadPercentage: 50 } })], []],
    [
      "a third agrees with both",
      [
        high(),
        low(),
        policy("middle", { min: { activeThreadPercentage: 40 }, match: { kinds: ["Pod"] } }),
      ],
      found,
    ],
  ])("are known where %s", (_what, policies, issues) => {
    expect(issuesOf(compilePolicies(policies))).toEqual(issues);
  });
});

describe("what is requested", () => {
  const set = (requested: PolicyOptions["requested"]) =>
    compiled(
      [
        policy("a", {
          default: { activeThreadPercentage: 25 },
          max: { activeThreadPercentage: 50 },
        }),
      ],
      { requested },
    );
  const config = (requested: PolicyOptions["requested"], container = containerOf()) => {
    const result = set(requested).decide(container);
    return result.ok ? result.value.config : result.issues.map(formatIssue);
  };

  it.each<[what: string, requested: PolicyOptions["requested"]]>([
    ["a config", { activeThreadPercentage: 40 }],
    ["a function", () => ({ activeThreadPercentage: 40 })],
    [
      "another set of policies",
      compiled([policy("b", { default: { activeThreadPercentage: 40 } })]).limits,
    ],
    [
      "a record",
      {
        apiVersion: "kube-mps.github.io/v1alpha1",
        kind: "MpsConfig",
        spec: { activeThreadPercentage: 40 },
      },
    ],
  ])("may be %s", (_what, requested) => {
    expect(config(requested)).toEqual({ activeThreadPercentage: 40 });
  });

  it.each<[what: string, requested: PolicyOptions["requested"]]>([
    ["undefined", undefined],
    ["null", null],
    ["empty", {}],
    ["exempt, which only a policy can be", () => "exempt"],
    ["nothing", () => undefined],
  ])("may be %s", (_what, requested) => {
    expect(config(requested)).toEqual({ activeThreadPercentage: 25 });
  });

  it("may be annotations, at which violations are", () => {
    const annotations = { "kube-mps.github.io/threads": "60" };
    expect(config(annotationLimits(), containerOf({ annotations }))).toEqual([
      "metadata.annotations[kube-mps.github.io/threads]: the thread limit, 60, is too high: at most 50 by policy a (spec.max.activeThreadPercentage); write at most 50 [policy/above-max]",
    ]);
    const result = set(annotationLimits()).decide(containerOf({ annotations }));
    expect(result.ok ? [] : result.issues.map(({ suggestion }) => suggestion)).toEqual([
      { value: "50" },
    ]);
  });

  it("is ignored if something else is passed", () => {
    const other = set({ activeThreadPercentage: 40 }).decide(containerOf(), {
      activeThreadPercentage: 10,
    });
    expect(other).toMatchObject({ value: { config: { activeThreadPercentage: 10 } } });
  });

  it("may fail", () => {
    const fails: LimitsFor = () => {
      throw new Error("secret");
    };
    expect(config(fails)).toEqual([
      expect.stringMatching(/^spec\.containers\[0\]: .* \[limits\/resolver-failed\]$/),
    ]);
    expect(config(() => ({ activeThreadPercentage: 101 }))).toMatchObject([
      expect.stringContaining("[threads/range]"),
    ]);
  });

  it("is checked once if it is a config for all containers", () => {
    const invalid = compilePolicies([], { requested: { activeThreadPercentage: 101 } });
    expect(issuesOf(invalid)).toEqual([["threads/range", "requested.activeThreadPercentage"]]);
    const { warnings } = compilePolicies([], { requested: { pinnedDeviceMemoryLimit: "1G" } });
    expect(warnings.map(({ code, path }) => [code, path])).toEqual([
      ["memory/rounded", ["requested", "pinnedDeviceMemoryLimit"]],
    ]);
  });

  it("has its own warnings", () => {
    const result = set(() => ({ pinnedDeviceMemoryLimit: "1G" })).decide(containerOf());
    expect(result.warnings.map(({ code }) => code)).toEqual(["memory/rounded"]);
  });
});
