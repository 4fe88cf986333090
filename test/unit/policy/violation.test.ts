import { formatIssue, type Issue, type MpsConfigInput } from "kube-mps";
import type { GpuSharingPolicyInput } from "kube-mps/policy";
import { describe, expect, it } from "vitest";
import { type ContainerParts, compiled, containerOf, policy } from "../../helpers/policies.ts";

const ENV = ["spec", "containers", 0, "env", 0];
const MEMORY_PATH = "pinnedDeviceMemoryLimit";
const THREADS_PATH = "activeThreadPercentage";

const RULES: GpuSharingPolicyInput[] = [
  policy("floor", { min: { pinnedDeviceMemoryLimit: "1Gi" } }),
  policy("team", { max: { pinnedDeviceMemoryLimit: "8Gi", activeThreadPercentage: 50 } }),
  policy("all", { weight: 1, max: { pinnedDeviceMemoryLimit: "16Gi" } }),
  policy("needed", { require: [THREADS_PATH] }),
];

function issuesOf(
  policies: readonly GpuSharingPolicyInput[],
  parts: ContainerParts,
  requested?: MpsConfigInput,
): readonly Issue[] {
  const result = compiled(policies).decide(containerOf(parts), requested);
  return result.ok ? [] : result.issues;
}

describe("a violation", () => {
  it("is one issue, with every policy that it violates, and the path in each", () => {
    expect(issuesOf(RULES, { memory: "0=32G", threads: "40" })).toEqual([
      {
        code: "policy/above-max",
        path: [...ENV, "value"],
        message: `the memory limit of device 0, 32Gi, is too high: at most 16Gi by policy all (spec.max.${MEMORY_PATH}), at most 8Gi by policy team (spec.max.${MEMORY_PATH})`,
        hint: "write at least 1Gi and at most 8Gi",
        received: '"0=32G"',
        suggestion: { value: "0=8192M" },
        policies: [
          { name: "all", path: ["spec", "max", MEMORY_PATH] },
          { name: "team", path: ["spec", "max", MEMORY_PATH] },
        ],
      },
    ]);
  });

  it("of one policy leaves out those that are kept", () => {
    expect(issuesOf(RULES, { memory: "0=9G", threads: "40" })).toMatchObject([
      { policies: [{ name: "team" }] },
    ]);
  });

  it("is one for each field, and for each device", () => {
    const set = compiled(RULES);
    const container = containerOf({ memory: "0=512M,1=9G", threads: "60", gpus: 2 });
    const result = set.decide(container, undefined, { minMemory: 2 ** 29, devices: 2 });
    expect(result.ok ? [] : result.issues.map(({ code, message }) => [code, message])).toEqual([
      [
        "policy/below-min",
        expect.stringMatching(/^the memory limit of device 0, 512Mi, is too low/),
      ],
      [
        "policy/above-max",
        expect.stringMatching(/^the memory limit of device 1, 9Gi, is too high/),
      ],
      ["policy/above-max", expect.stringMatching(/^the thread limit, 60, is too high/)],
    ]);
  });

  it.each<[what: string, parts: ContainerParts, text: string]>([
    [
      "below",
      { memory: "0=512M", threads: "40" },
      `spec.containers[0].env[0].value: the memory limit of device 0, 512Mi, is too low: at least 1Gi by policy floor (spec.min.${MEMORY_PATH}); write at least 1Gi and at most 8Gi (got "0=512M") [policy/below-min]`,
    ],
    [
      "absent",
      { threads: "40" },
      `spec.containers[0]: there is no memory limit: at most 16Gi by policy all (spec.max.${MEMORY_PATH}), at most 8Gi by policy team (spec.max.${MEMORY_PATH}); write at least 1Gi and at most 8Gi [policy/above-max]`,
    ],
    [
      "unlimited and required",
      { memory: "0=8G", threads: "100" },
      `spec.containers[0].env[1].value: there is no thread limit: required by policy needed (spec.require), at most 50 by policy team (spec.max.${THREADS_PATH}); write at most 50 (got "100") [policy/missing]`,
    ],
    [
      "unknown",
      { memory: "0=8G", threads: "$(N)" },
      `spec.containers[0].env[1]: the thread limit is not known: required by policy needed (spec.require), at most 50 by policy team (spec.max.${THREADS_PATH}); write the value itself, at most 50 (got "$(N)") [policy/unknown-value]`,
    ],
  ])("reads well: %s", (_what, parts, text) => {
    expect(issuesOf(RULES, parts).map(formatIssue)).toEqual([text]);
  });

  it("of a default names the policy that it is from", () => {
    const generous = policy("generous", { default: { pinnedDeviceMemoryLimit: "32Gi" } });
    const limit = policy("limit", { max: { pinnedDeviceMemoryLimit: "8Gi" } });
    expect(issuesOf([generous, limit], {})).toMatchObject([
      {
        path: ["spec", "containers", 0],
        message: `the memory limit from policy generous, 32Gi, is too high: at most 8Gi by policy limit (spec.max.${MEMORY_PATH})`,
        policies: [
          { name: "generous", path: ["spec", "default", MEMORY_PATH] },
          { name: "limit", path: ["spec", "max", MEMORY_PATH] },
        ],
      },
    ]);
  });

  it("without bounds says which field is missing", () => {
    const priority = policy("a", { require: ["clientPriority"] });
    expect(issuesOf([priority], {})).toMatchObject([
      {
        message: "there is no client priority: required by policy a (spec.require)",
        hint: "write clientPriority",
      },
    ]);
  });
});

describe("a suggestion", () => {
  const limits = [
    policy("a", {
      min: { activeThreadPercentage: 10 },
      max: { pinnedDeviceMemoryLimit: "8Gi", activeThreadPercentage: 50 },
    }),
  ];
  const suggestions = (parts: ContainerParts, requested?: MpsConfigInput) =>
    issuesOf(limits, parts, requested).map(({ suggestion }) => suggestion);

  it("is the nearest limit, as it is written in the variable", () => {
    expect(suggestions({ memory: "0=9G", threads: "60" })).toEqual([
      { value: "0=8192M" },
      { value: "50" },
    ]);
    expect(suggestions({ memory: "0=8G", threads: "5" })).toEqual([{ value: "10" }]);
  });

  it("is not made where there is nothing to be replaced, or more than the limit", () => {
    expect(suggestions({})).toEqual([undefined, undefined]);
    const requested = { pinnedDeviceMemoryLimit: "9Gi", activeThreadPercentage: 60 };
    expect(suggestions({}, requested)).toEqual([undefined, undefined]);
    const result = compiled(limits).decide(
      containerOf({ memory: "0=9G,1=1G", threads: "50", gpus: 2 }),
      undefined,
      { minMemory: 2 ** 29, devices: 2 },
    );
    expect(result.ok ? [] : result.issues.map(({ suggestion }) => suggestion)).toEqual([undefined]);
  });
});
