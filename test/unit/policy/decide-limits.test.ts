import { type GpuContainer, type MpsConfigInput, unwrap } from "kube-mps";
import type { GpuSharingPolicyInput } from "kube-mps/policy";
import { describe, expect, it } from "vitest";
import { type ContainerParts, compiled, containerOf, GIB, policy } from "../../helpers/policies.ts";

const MEMORY_PATH = "pinnedDeviceMemoryLimit";

type Spec = GpuSharingPolicyInput["spec"];

/** The config of a decision, or the codes of its issues. */
function decided(
  policies: readonly GpuSharingPolicyInput[],
  parts: ContainerParts = {},
  requested?: MpsConfigInput,
): unknown {
  const result = compiled(policies).decide(containerOf(parts), requested);
  return result.ok ? result.value.config : result.issues.map(({ code }) => code);
}

describe("the limit of a container", () => {
  const policies = [
    policy("b", { default: { pinnedDeviceMemoryLimit: "4Gi" } }),
    policy("a", { default: { activeThreadPercentage: 25, clientPriority: 1 } }),
    policy("c", {
      weight: 1,
      default: { activeThreadPercentage: 30, perDevicePinnedMemoryLimit: { "0": "2Gi" } },
      match: { containers: ["heavy"] },
    }),
    policy("d", { default: { pinnedDeviceMemoryLimit: "9Gi" } }),
  ];

  it("is the default of the policy with the highest weight, then the first by name", () => {
    expect(decided(policies)).toEqual({
      activeThreadPercentage: 25,
      pinnedDeviceMemoryLimit: 4 * GIB,
      clientPriority: 1,
    });
    expect(decided(policies, { name: "heavy" })).toEqual({
      activeThreadPercentage: 30,
      perDevicePinnedMemoryLimit: { "0": 2 * GIB },
      clientPriority: 1,
    });
  });

  it("is what is requested rather than a default, field by field", () => {
    expect(decided(policies, {}, { activeThreadPercentage: 100 })).toEqual({
      activeThreadPercentage: 100,
      pinnedDeviceMemoryLimit: 4 * GIB,
      clientPriority: 1,
    });
    expect(decided(policies, {}, { perDevicePinnedMemoryLimit: { "0": "1Gi" } })).toEqual({
      activeThreadPercentage: 25,
      perDevicePinnedMemoryLimit: { "0": GIB },
      clientPriority: 1,
    });
  });

  it("is what the container has rather than what is requested", () => {
    const parts = { memory: "0=2G", threads: "0", priority: "0" };
    expect(decided(policies, parts, { pinnedDeviceMemoryLimit: "8Gi" })).toEqual({
      activeThreadPercentage: 0,
      perDevicePinnedMemoryLimit: { "0": 2 * GIB },
      clientPriority: 0,
    });
  });

  it("is not what CUDA ignores, nor a value that is not known", () => {
    const parts = { memory: "2G", threads: { valueFrom: {} } };
    expect(decided(policies, parts)).toEqual({
      pinnedDeviceMemoryLimit: 4 * GIB,
      clientPriority: 1,
    });
  });

  it("may be missing: then there is no config", () => {
    expect(decided([])).toBeUndefined();
    expect(decided([], { threads: { valueFrom: {} } })).toBeUndefined();
    expect(
      decided([policy("a", { max: { activeThreadPercentage: 50 }, match: { kinds: ["Job"] } })]),
    ).toBeUndefined();
  });
});

describe("the four states of a limit without a known value", () => {
  const states: [state: string, parts: ContainerParts][] = [
    ["absent", {}],
    ["unlimited", { threads: "100" }],
    ["ignored", { threads: "a lot" }],
    ["unknown", { threads: { valueFrom: { fieldRef: {} } } }],
  ];
  const threads = (spec: object, onViolation: Spec["onViolation"]): Spec => ({
    ...spec,
    onViolation,
  });
  const max = { max: { activeThreadPercentage: 50 } };
  const min = { min: { activeThreadPercentage: 10 } };
  const required = { require: ["activeThreadPercentage"] };
  const clamped = { activeThreadPercentage: 50 };

  it.each<[rule: string, spec: object, answers: unknown[]]>([
    ["max, deny", threads(max, "deny"), ["above-max", "above-max", "above-max", "unknown-value"]],
    ["max, clamp", threads(max, "clamp"), [clamped, clamped, clamped, "unknown-value"]],
    [
      "min, deny",
      threads(min, "deny"),
      [undefined, { activeThreadPercentage: 100 }, undefined, "unknown-value"],
    ],
    [
      "min, clamp",
      threads(min, "clamp"),
      [undefined, { activeThreadPercentage: 100 }, undefined, "unknown-value"],
    ],
    [
      "require, deny",
      threads(required, "deny"),
      ["missing", "missing", "missing", "unknown-value"],
    ],
    [
      "require, clamp",
      threads(required, "clamp"),
      ["missing", "missing", "missing", "unknown-value"],
    ],
    [
      "require and max, clamp",
      threads({ ...required, ...max }, "clamp"),
      [clamped, clamped, clamped, "unknown-value"],
    ],
    [
      "require and max, deny",
      threads({ ...required, ...max }, "deny"),
      ["missing", "missing", "missing", "unknown-value"],
    ],
    [
      "no rule",
      { exempt: false },
      [undefined, { activeThreadPercentage: 100 }, undefined, undefined],
    ],
  ])("%s", (_rule, spec, answers) => {
    const found = states.map(([, parts]) => decided([policy("a", spec as Spec)], parts));
    expect(found).toEqual(
      answers.map((answer) => (typeof answer === "string" ? [`policy/${answer}`] : answer)),
    );
  });

  it.each(states)("is a warning under warn: %s", (_state, parts) => {
    const set = compiled([policy("a", threads({ ...max, ...required }, "warn") as Spec)]);
    const result = set.decide(containerOf(parts));
    expect(result.ok && result.warnings).toHaveLength(1);
    expect(result.ok && result.value.applied.map(({ action }) => action)).toEqual([
      "warned",
      "warned",
    ]);
  });
});

describe("bounds", () => {
  const small = policy("small", { max: { pinnedDeviceMemoryLimit: "8Gi" } });
  const large = policy("large", { max: { pinnedDeviceMemoryLimit: "16Gi" }, onViolation: "clamp" });
  const floor = policy("floor", { min: { pinnedDeviceMemoryLimit: "1Gi" }, onViolation: "clamp" });
  const notice = policy("notice", { max: { pinnedDeviceMemoryLimit: "4Gi" }, onViolation: "warn" });
  const memory = (gib: number) => ({ perDevicePinnedMemoryLimit: { "0": gib * GIB } });

  it.each<[policies: GpuSharingPolicyInput[], gib: number, answer: unknown]>([
    [[large], 16, memory(16)],
    [[large], 17, memory(16)],
    [[floor], 1, memory(1)],
    [[floor, large], 20, memory(16)],
    // All of them hold: the least maximum counts, and the strictest of those that are violated decides.
    [[small, large], 8, memory(8)],
    [[small, large], 10, ["policy/above-max"]],
    [[notice, large], 10, memory(10)],
    [[notice, large], 17, memory(4)],
    [[notice, small], 9, ["policy/above-max"]],
    [[notice], 64, memory(64)],
  ])("%#", (policies, gib, answer) => {
    expect(decided(policies, { memory: `0=${gib}G` })).toEqual(answer);
    expect(decided([...policies].reverse(), { memory: `0=${gib}G` })).toEqual(answer);
  });

  it("hold a default after it was set", () => {
    const generous = policy("generous", { default: { pinnedDeviceMemoryLimit: "12Gi" } });
    expect(decided([generous, small])).toEqual(["policy/above-max"]);
    expect(
      decided([
        generous,
        policy("a", { max: { pinnedDeviceMemoryLimit: "8Gi" }, onViolation: "clamp" }),
      ]),
    ).toEqual({
      pinnedDeviceMemoryLimit: 8 * GIB,
    });
  });

  it("hold each device by itself", () => {
    const set = compiled([large]);
    const context = { minMemory: GIB / 2, devices: 3 };
    const container = containerOf({ memory: "0=1G,2=32G", gpus: 3 });
    expect(unwrap(set.decide(container, undefined, context))).toEqual({
      config: { perDevicePinnedMemoryLimit: { "0": GIB, "1": 16 * GIB, "2": 16 * GIB } },
      applied: [
        {
          policy: "large",
          rule: "max",
          field: MEMORY_PATH,
          device: 2,
          from: 32 * GIB,
          to: 16 * GIB,
          action: "clamped",
        },
        {
          policy: "large",
          rule: "max",
          field: MEMORY_PATH,
          device: 1,
          to: 16 * GIB,
          action: "clamped",
        },
      ],
    });
    expect(decided([small], { memory: "0=1G,1=1G" })).toEqual(["policy/above-max"]);
  });

  it("hold a limit for all devices, and those for single ones", () => {
    const requested = {
      pinnedDeviceMemoryLimit: "32Gi",
      perDevicePinnedMemoryLimit: { "0": "1Gi" },
    };
    expect(decided([large], {}, requested)).toEqual({
      pinnedDeviceMemoryLimit: 16 * GIB,
      perDevicePinnedMemoryLimit: { "0": GIB },
    });
  });

  it("of two policies may contradict each other, which names both", () => {
    const high = policy("high", {
      min: { pinnedDeviceMemoryLimit: "32Gi" },
      match: { containers: ["main"] },
    });
    const low = policy("low", {
      max: { pinnedDeviceMemoryLimit: "8Gi" },
      match: { containers: ["m*"] },
    });
    const result = compiled([high, low]).decide(containerOf({ memory: "0=8G" }));
    expect(result.ok ? [] : result.issues).toEqual([
      {
        code: "policy/contradiction",
        path: ["spec", "containers", 0, "env", 0, "value"],
        message: `no memory limit is possible: at least 32Gi by policy high (spec.min.${MEMORY_PATH}), at most 8Gi by policy low (spec.max.${MEMORY_PATH})`,
        hint: "change one of the policies",
        policies: [
          { name: "high", path: ["spec", "min", MEMORY_PATH] },
          { name: "low", path: ["spec", "max", MEMORY_PATH] },
        ],
      },
    ]);
  });

  it("do not raise what the call accepts: a limit that is too small is an issue where it is from", () => {
    const set = compiled([
      policy("a", { default: { activeThreadPercentage: 25, pinnedDeviceMemoryLimit: "1Gi" } }),
    ]);
    const context = { minMemory: 2 * GIB, devices: 1 };
    const issues = (container: GpuContainer) => {
      const result = set.decide(container, undefined, context);
      return result.ok
        ? []
        : result.issues.map(({ code, path, policies }) => ({ code, path, policies }));
    };
    expect(issues(containerOf({ memory: "0=1G" }))).toEqual([
      {
        code: "memory/too-small",
        path: ["spec", "containers", 0, "env", 0, "value"],
        policies: undefined,
      },
    ]);
    expect(issues(containerOf())).toEqual([
      {
        code: "memory/too-small",
        path: ["spec", "containers", 0],
        policies: [{ name: "a", path: ["spec", "default", MEMORY_PATH] }],
      },
    ]);
  });
});

describe("a decision", () => {
  it("explains itself", () => {
    const set = compiled([
      policy("base", {
        default: { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 0, clientPriority: 0 },
        require: ["clientPriority"],
      }),
      policy("limit", {
        max: { activeThreadPercentage: 50 },
        require: ["activeThreadPercentage"],
        onViolation: "clamp",
      }),
    ]);
    expect(unwrap(set.decide(containerOf())).applied).toEqual([
      { policy: "base", rule: "default", field: MEMORY_PATH, to: 4 * GIB, action: "set" },
      { policy: "base", rule: "default", field: "activeThreadPercentage", to: 0, action: "set" },
      { policy: "limit", rule: "max", field: "activeThreadPercentage", to: 50, action: "clamped" },
      {
        policy: "limit",
        rule: "require",
        field: "activeThreadPercentage",
        to: 50,
        action: "clamped",
      },
      { policy: "base", rule: "default", field: "clientPriority", to: 0, action: "set" },
    ]);
  });

  it("warns of what it took from a limit that was written", () => {
    const set = compiled([
      policy("a", { max: { activeThreadPercentage: 50 }, onViolation: "clamp" }),
    ]);
    expect(set.decide(containerOf()).warnings).toEqual([]);
    expect(set.decide(containerOf({ threads: "50" })).warnings).toEqual([]);
    expect(set.decide(containerOf({ threads: "60" })).warnings).toMatchObject([
      {
        code: "policy/above-max",
        received: '"60"',
        hint: "it is now 50",
        policies: [{ name: "a" }],
      },
    ]);
  });

  it("can be that a container is left alone, whatever else is said", () => {
    const set = compiled([
      policy("all", { require: [MEMORY_PATH] }),
      policy("system", { weight: -1, match: { namespaces: ["kube-*"] }, exempt: true }),
    ]);
    const container = containerOf({ namespace: "kube-system" });
    expect(unwrap(set.decide(container))).toEqual({
      config: undefined,
      applied: [],
      exemptBy: ["system"],
    });
    expect(set.decide(containerOf({ namespace: "a" })).ok).toBe(false);
  });

  it("is not changed by itself", () => {
    const set = compiled([
      policy("a", { max: { activeThreadPercentage: 50 }, onViolation: "clamp" }),
    ]);
    const first = unwrap(set.decide(containerOf({ threads: "60" }))).config;
    expect(unwrap(set.decide(containerOf(), first))).toEqual({ config: first, applied: [] });
  });
});
