import fc from "fast-check";
import type { Issue } from "kube-mps";
import type { GpuSharingPolicyInput, PolicyMatch, PolicyOptions } from "kube-mps/policy";
import { describe, expect, it } from "vitest";
import { type ContainerParts, compiled, containerOf, policy } from "../../helpers/policies.ts";
import { runs } from "../../helpers/properties.ts";

const RULE = { max: { activeThreadPercentage: 50 } };

/** Whether a policy is for a container, or the issue that this cannot be told. */
function isFor(match: PolicyMatch, parts: ContainerParts, options?: PolicyOptions): unknown {
  const result = compiled([policy("a", { match, ...RULE })], options).allowed(containerOf(parts));
  if (!result.ok)
    return result.issues.map(({ code, policies }: Issue) => [code, policies?.[0]?.path.at(-1)]);
  return result.value.policies.length === 1;
}

const unknownBy = (field: string) => [["policy/namespace-unknown", field]];

describe("a policy", () => {
  it.each<[match: PolicyMatch, parts: ContainerParts, answer: unknown]>([
    [{}, {}, true],
    [{ namespaces: ["*"] }, {}, true],
    [{ namespaces: ["team-*"] }, { namespace: "team-a" }, true],
    [{ namespaces: ["team-a", "team-b"] }, { namespace: "team-b" }, true],
    [{ namespaces: ["team-a"] }, { namespace: "team-ab" }, false],
    [{ namespaces: ["team-a"] }, {}, unknownBy("namespaces")],
    [{ namespaces: ["team-a"], containers: ["other"] }, {}, false],
    [{ containers: ["main"] }, {}, true],
    [{ containers: ["*-gpu", "m*n"] }, {}, true],
    [{ containers: ["ma"] }, {}, false],
    [{ kinds: ["Job"] }, {}, false],
    [{ kinds: ["Job"] }, { kind: "Job" }, true],
    [{ podSelector: { matchLabels: { app: "a" } } }, { labels: { app: "a" } }, true],
    [{ podSelector: { matchLabels: { app: "a" } } }, { labels: { app: "b" } }, false],
    [{ podSelector: { matchLabels: { app: "a" } } }, { labels: { app: "a" }, kind: "Job" }, true],
    [{ podSelector: { matchLabels: { app: "a", tier: "b" } } }, { labels: { app: "a" } }, false],
    [{ podSelector: { matchExpressions: [{ key: "app", operator: "DoesNotExist" }] } }, {}, true],
    [{ podSelector: {} }, {}, true],
    [{ namespaces: ["a"], podSelector: { matchLabels: { app: "a" } } }, { namespace: "a" }, false],
  ])("that matches %j is for %j: %j", (match, parts, answer) => {
    expect(isFor(match, parts)).toEqual(answer);
  });
});

describe("a namespaceSelector", () => {
  const gold: PolicyMatch = { namespaceSelector: { matchLabels: { tier: "gold" } } };
  const named = (operator: "In" | "NotIn"): PolicyMatch => ({
    namespaceSelector: {
      matchExpressions: [{ key: "kubernetes.io/metadata.name", operator, values: ["a"] }],
    },
  });
  const options = { namespaces: { a: { tier: "gold" }, b: {} } };

  it.each<[match: PolicyMatch, namespace: string | undefined, answer: unknown]>([
    [gold, "a", true],
    [gold, "b", false],
    [gold, "c", unknownBy("namespaceSelector")],
    [gold, "constructor", unknownBy("namespaceSelector")],
    [gold, undefined, unknownBy("namespaceSelector")],
    [{ ...gold, namespaces: ["x-*"] }, "c", false],
    [{ ...gold, namespaces: ["c"] }, "c", unknownBy("namespaceSelector")],
    [{ ...gold, podSelector: { matchLabels: { app: "a" } } }, "c", false],
    [{ namespaceSelector: {} }, undefined, true],
    // Kubernetes itself gives this label to every namespace.
    [named("In"), "a", true],
    [named("In"), "c", false],
    [named("NotIn"), "c", true],
    [named("NotIn"), undefined, unknownBy("namespaceSelector")],
    [
      { namespaceSelector: { matchLabels: { tier: "gold", "kubernetes.io/metadata.name": "b" } } },
      "c",
      false,
    ],
  ])("%j in namespace %s: %j", (match, namespace, answer) => {
    expect(isFor(match, { namespace }, options)).toEqual(answer);
  });

  it("sees the labels that were passed in, not what becomes of them", () => {
    const namespaces = { a: { tier: "gold" } };
    const set = compiled([policy("a", { match: gold, ...RULE })], { namespaces });
    namespaces.a.tier = "lead";
    expect(set.allowed(containerOf({ namespace: "a" }))).toMatchObject({
      value: { policies: ["a"] },
    });
  });
});

describe("an unknown namespace", () => {
  const set = compiled([
    policy("c", { match: { namespaces: ["a", "b"] }, ...RULE }),
    policy("b", { match: { namespaces: ["a*"] }, ...RULE }),
    policy("a", { match: { containers: ["other"], namespaces: ["a"] }, ...RULE }),
    policy("d", RULE),
  ]);

  it("is one issue, with every policy that depends on it", () => {
    const result = set.decide(containerOf({ threads: "10" }));
    expect(result.ok ? [] : result.issues).toEqual([
      {
        code: "policy/namespace-unknown",
        path: ["metadata", "namespace"],
        message: "whether policies apply depends on the namespace, which is not known: b, c",
        hint: "add metadata.namespace, or set the option namespace",
        policies: [
          { name: "b", path: ["spec", "match", "namespaces"] },
          { name: "c", path: ["spec", "match", "namespaces"] },
        ],
      },
    ]);
  });

  it("does not matter if a policy exempts the container", () => {
    const exempting = compiled([
      policy("a", { match: { containers: ["main"] }, exempt: true }),
      policy("b", { match: { namespaces: ["a"] }, ...RULE }),
    ]);
    expect(exempting.decide(containerOf())).toMatchObject({ value: { exemptBy: ["a"] } });
  });
});

describe("the index", () => {
  const name = fc.constantFrom("a", "b", "ab");
  const label = fc.constantFrom("x", "y");
  const match: fc.Arbitrary<PolicyMatch> = fc.record(
    {
      namespaces: fc.array(fc.constantFrom("a", "b", "a*", "*"), { minLength: 1, maxLength: 3 }),
      podSelector: fc.oneof(
        fc.record({ matchLabels: fc.dictionary(label, name, { maxKeys: 2 }) }),
        fc.record({
          matchExpressions: fc.array(
            fc.record({
              key: label,
              operator: fc.constantFrom("In" as const, "NotIn" as const),
              values: fc.array(name, { minLength: 1, maxLength: 3 }),
            }),
            { maxLength: 2 },
          ),
        }),
      ),
      containers: fc.array(fc.constantFrom("a", "b*", "*"), { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: [] },
  );
  const parts: fc.Arbitrary<ContainerParts> = fc.record({
    name,
    namespace: fc.option(name, { nil: undefined }),
    labels: fc.dictionary(label, name, { maxKeys: 2 }),
  });

  it("finds what trying each policy by itself finds", () => {
    fc.assert(
      fc.property(
        fc.array(match, { maxLength: 8 }),
        fc.array(parts, { minLength: 1, maxLength: 4 }),
        (matches, all) => {
          const policies: GpuSharingPolicyInput[] = matches.map((one, index) =>
            policy(`p${index}`, { match: one, ...RULE }),
          );
          const set = compiled(policies);
          for (const one of all) {
            const alone = policies.map((each) => ({
              each,
              result: compiled([each]).allowed(containerOf(one)),
            }));
            const unknown = alone
              .filter(({ result }) => !result.ok)
              .map(({ each }) => each.metadata.name);
            const found = alone
              .filter(({ result }) => result.ok && result.value.policies.length === 1)
              .map(({ each }) => each.metadata.name);
            const result = set.allowed(containerOf(one));
            const names = result.ok
              ? result.value.policies
              : result.issues.flatMap(({ policies: refs = [] }) => refs.map((ref) => ref.name));
            expect({ ok: result.ok, names }).toEqual(
              unknown.length > 0 ? { ok: false, names: unknown } : { ok: true, names: found },
            );
          }
        },
      ),
      runs(300),
    );
  });

  it("forgets namespaces rather than to grow without end", () => {
    const set = compiled([policy("a", { match: { namespaces: ["n1*"] }, ...RULE })]);
    const container = containerOf({ namespace: "n" });
    const of = (namespace: string) =>
      set.allowed({ ...container, workload: { ...container.workload, namespace } });
    for (let index = 0; index < 20_001; index++) of(`n${index}`);
    expect(of("n1")).toMatchObject({ value: { policies: ["a"] } });
    expect(of("n2")).toMatchObject({ value: { policies: [] } });
  });
});
