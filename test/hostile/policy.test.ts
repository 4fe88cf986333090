import { injectGpuConfig, type Result } from "kube-mps";
import { compilePolicies, validateGpuSharingPolicy } from "kube-mps/policy";
import { describe, expect, it } from "vitest";
import { compiled, containerOf, podOf, policy } from "../helpers/policies.ts";

const RULE = { max: { activeThreadPercentage: 50 } };

/** Throws whatever is done with it. */
function throwing(): object {
  const handler = new Proxy({}, { get: () => fail });
  return new Proxy({}, handler as ProxyHandler<object>);
}

function fail(): never {
  throw new Error("hostile");
}

function codes(result: Result<unknown>): string[] {
  return result.ok ? ["ok"] : [...new Set(result.issues.map(({ code }) => code))];
}

describe("a policy that", () => {
  it.each<[what: string, input: unknown]>([
    ["throws", throwing()],
    ["has a spec that throws", { ...policy("a", {}), spec: throwing() }],
    ["has limits that throw", policy("a", { max: throwing() })],
    [
      "has labels that throw",
      policy("a", { match: { podSelector: { matchLabels: throwing() as never } } }),
    ],
  ])("%s is unreadable", (_what, input) => {
    expect(codes(validateGpuSharingPolicy(input))).toEqual(["input/unreadable"]);
    expect(codes(compilePolicies([input]))).toEqual(["input/unreadable"]);
  });

  it("contains itself has issues", () => {
    const cyclic: Record<string, unknown> = { ...policy("a", {}) };
    cyclic["spec"] = {
      match: cyclic,
      default: cyclic,
      max: cyclic,
      require: [cyclic],
      weight: cyclic,
    };
    expect(codes(validateGpuSharingPolicy(cyclic))).toEqual([
      "policy/unknown-key",
      "policy/value",
      "config/record",
    ]);
  });

  it("has a key of a prototype is data", () => {
    const text = JSON.stringify(policy("a", { ...RULE }));
    for (const key of ["__proto__", "constructor", "toString"]) {
      const spec = JSON.parse(text.replace('"max"', `"${key}":{"exempt":true},"max"`));
      expect(codes(validateGpuSharingPolicy(spec))).toEqual(["policy/unknown-key"]);
    }
    expect(({} as { exempt?: boolean }).exempt).toBeUndefined();
  });

  it.each(["constructor", "prototype"])("is named %s is a policy as others", (name) => {
    const set = compiled([policy(name, RULE), policy("b", RULE)]);
    expect(set.allowed(containerOf())).toMatchObject({
      value: { policies: expect.arrayContaining([name]) },
    });
  });
});

describe("names of a prototype", () => {
  it("are namespaces, labels and values like others", () => {
    const match = { namespaceSelector: { matchLabels: { constructor: "toString" } } };
    const namespaces = JSON.parse('{ "__proto__": { "constructor": "toString" }, "a": {} }');
    const set = compiled([policy("a", { match, ...RULE })], { namespaces });
    const of = (namespace: string) => codes(set.decide(containerOf({ namespace, threads: "60" })));
    expect(of("__proto__")).toEqual(["policy/above-max"]);
    expect(of("a")).toEqual(["ok"]);
    expect(of("constructor")).toEqual(["policy/namespace-unknown"]);
    const byPod = compiled([
      policy("a", { match: { podSelector: { matchLabels: { toString: "x" } } }, ...RULE }),
    ]);
    expect(byPod.allowed(containerOf())).toMatchObject({ value: { policies: [] } });
  });
});

describe("a container that", () => {
  const set = compiled([
    policy("a", { match: { podSelector: { matchLabels: { app: "a" } } }, ...RULE }),
  ]);

  it("has labels that are not strings is compared as it is", () => {
    const odd = podOf({ labels: { app: { toString: fail } as never, b: Symbol("b") as never } });
    expect(codes(injectGpuConfig(odd, set.limits, { missingConfig: "skip" }))).toEqual(["ok"]);
  });

  it("throws is unreadable", () => {
    expect(codes(set.decide(throwing() as never))).toEqual(["input/unreadable"]);
    expect(codes(set.allowed(throwing() as never))).toEqual(["input/unreadable"]);
    expect(codes(set.decide(containerOf(), throwing() as never))).toEqual(["input/unreadable"]);
    expect(codes(set.decide(undefined as never))).toEqual(["input/unreadable"]);
  });

  it("is said to have any number of devices is decided in no time", () => {
    const clamp = compiled([
      policy("a", { max: { pinnedDeviceMemoryLimit: "8Gi" }, onViolation: "clamp" }),
    ]);
    const container = containerOf({ gpus: "1000000000", memory: "0=1G" });
    const result = clamp.decide(container, undefined, { minMemory: 1, devices: 1e9 });
    expect(
      result.ok && Object.keys(result.value.config?.perDevicePinnedMemoryLimit ?? {}),
    ).toHaveLength(1024);
  });
});

it("nothing that steers a terminal comes through in a message", () => {
  const odd = "\u001b[31m\u202e";
  expect(codes(validateGpuSharingPolicy(policy(`a${odd}`, RULE)))).toEqual(["policy/value"]);
  const match = { namespaceSelector: { matchLabels: { tier: "gold" } } };
  const set = compiled([policy("a", { match, ...RULE })]);
  const result = set.decide(containerOf({ namespace: odd, name: odd, labels: { [odd]: odd } }));
  expect(result.ok ? "" : result.issues[0].message).toContain("\\u001b[31m\\u202e");
});

describe("size", () => {
  it("does not matter to a pattern, nor to a selector", () => {
    const long = "a".repeat(1_000_000);
    expect(codes(validateGpuSharingPolicy(policy(long, RULE)))).toEqual(["policy/value"]);
    const match = {
      namespaces: [long],
      podSelector: { matchLabels: { [`${long}/${long}`]: long } },
    };
    expect(codes(validateGpuSharingPolicy(policy("a", { match, ...RULE })))).toEqual([
      "policy/value",
      "policy/selector",
    ]);
    const stars = compiled([
      policy("a", { match: { containers: [`${"a*".repeat(120)}b`] }, ...RULE }),
    ]);
    expect(stars.allowed(containerOf({ name: long }))).toMatchObject({ value: { policies: [] } });
  });

  it("of a list does not matter: issues are collected from all of it", () => {
    const many = Array.from({ length: 100_000 }, () => 5);
    const result = compilePolicies(many);
    expect(result.ok ? 0 : result.issues.length).toBe(100_000);
    const patterns = validateGpuSharingPolicy(
      policy("a", { match: { namespaces: many as never }, ...RULE }),
    );
    expect(patterns.ok ? 0 : patterns.issues.length).toBe(100_000);
  });
});
