import { type Issue, unwrap } from "kube-mps";
import { validateGpuSharingPolicy } from "kube-mps/policy";
import { describe, expect, it } from "vitest";
import { GIB } from "../../helpers/policies.ts";

const HEAD = { apiVersion: "kube-mps.github.io/v1alpha1", kind: "GpuSharingPolicy" } as const;
const RULE = { max: { activeThreadPercentage: 50 } };

function withSpec(spec: unknown, metadata: unknown = { name: "a" }) {
  return validateGpuSharingPolicy({ ...HEAD, metadata, spec });
}

/** Code and path of each issue, and the suggestion if there is one. */
function issuesOf(result: ReturnType<typeof withSpec>): unknown[] {
  const show = ({ code, path, suggestion }: Issue) =>
    suggestion === undefined ? [code, path.join(".")] : [code, path.join("."), suggestion];
  return result.ok ? [] : result.issues.map(show);
}

function warningsOf(result: ReturnType<typeof withSpec>): unknown[] {
  return result.ok ? result.warnings.map(({ code, path }) => [code, path.join(".")]) : ["issues"];
}

describe("a policy", () => {
  const full = {
    ...HEAD,
    $schema: "./node_modules/kube-mps/policy.schema.json",
    metadata: { name: "research", labels: { a: "b" }, uid: "1" },
    spec: {
      weight: 10,
      match: {
        namespaces: ["team-*", "lab"],
        namespaceSelector: { matchLabels: { "example.com/tier": "gold", empty: "" } },
        podSelector: {
          matchExpressions: [
            { key: "a", operator: "In", values: ["b"] },
            { key: "a", operator: "Exists", values: [] },
            { key: "a", operator: "DoesNotExist" },
          ],
        },
        kinds: ["Job", "Pod"],
        containers: ["*"],
      },
      default: { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 25, clientPriority: 1 },
      min: { pinnedDeviceMemoryLimit: "1Gi" },
      max: { pinnedDeviceMemoryLimit: "16Gi", activeThreadPercentage: 50 },
      require: ["pinnedDeviceMemoryLimit"],
      onViolation: "clamp",
      exempt: false,
    },
  };

  it("becomes canonical: memory in bytes, deeply frozen, without what is not part of it", () => {
    const policy = unwrap(validateGpuSharingPolicy(full));
    expect(policy).toEqual({
      ...HEAD,
      metadata: { name: "research" },
      spec: {
        ...full.spec,
        default: {
          activeThreadPercentage: 25,
          pinnedDeviceMemoryLimit: 4 * GIB,
          clientPriority: 1,
        },
        min: { pinnedDeviceMemoryLimit: GIB },
        max: { activeThreadPercentage: 50, pinnedDeviceMemoryLimit: 16 * GIB },
      },
    });
    expect(Object.isFrozen(policy.spec.match?.podSelector?.matchExpressions)).toBe(true);
    expect(unwrap(validateGpuSharingPolicy(JSON.parse(JSON.stringify(policy))))).toEqual(policy);
  });

  it("is not changed, nor frozen", () => {
    const before = structuredClone(full);
    validateGpuSharingPolicy(full);
    expect(full).toEqual(before);
    expect(Object.isFrozen(full.spec.match)).toBe(false);
  });

  it.each([undefined, null, "policy", 5, [], new Map()])("is not %j", (input) => {
    expect(issuesOf(validateGpuSharingPolicy(input))).toEqual([["policy/type", ""]]);
  });

  it("is of our kind and version, or nothing else is said of it", () => {
    expect(
      issuesOf(validateGpuSharingPolicy({ kind: "LimitRange", apiVersion: "v1", spec: 5 })),
    ).toEqual([
      ["policy/type", "apiVersion", { value: HEAD.apiVersion }],
      ["policy/type", "kind", { value: HEAD.kind }],
    ]);
  });
});

describe("a field of a policy", () => {
  it.each<[spec: unknown, issues: unknown[]]>([
    [undefined, [["policy/value", "spec"]]],
    [[], [["policy/value", "spec"]]],
    [{ ...RULE, weight: "10" }, [["policy/value", "spec.weight", { value: 10 }]]],
    [{ ...RULE, weight: 1.5 }, [["policy/value", "spec.weight"]]],
    [{ ...RULE, weight: "high" }, [["policy/value", "spec.weight"]]],
    [{ ...RULE, match: null }, [["policy/value", "spec.match"]]],
    [{ ...RULE, match: { namespaces: [] } }, [["policy/value", "spec.match.namespaces"]]],
    [{ ...RULE, match: { namespaces: "team-a" } }, [["policy/value", "spec.match.namespaces"]]],
    [
      { ...RULE, match: { namespaces: ["Team-A", "!kube-system", 5, "a_b"] } },
      [
        ["policy/value", "spec.match.namespaces.0", { value: "team-a" }],
        ["policy/value", "spec.match.namespaces.1"],
        ["policy/value", "spec.match.namespaces.2"],
        ["policy/value", "spec.match.namespaces.3"],
      ],
    ],
    [
      { ...RULE, match: { kinds: ["deployment", "apps/Deployment"] } },
      [
        ["policy/value", "spec.match.kinds.0"],
        ["policy/value", "spec.match.kinds.1"],
      ],
    ],
    [{ ...RULE, onViolation: "Deny" }, [["policy/value", "spec.onViolation", { value: "deny" }]]],
    [{ ...RULE, onViolation: 5 }, [["policy/value", "spec.onViolation"]]],
    [{ ...RULE, exempt: "true" }, [["policy/value", "spec.exempt"]]],
    [
      { ...RULE, require: ["memory", "pinnedMemoryLimit"] },
      [
        ["policy/value", "spec.require.0", { value: "pinnedDeviceMemoryLimit" }],
        ["policy/value", "spec.require.1"],
      ],
    ],
    [
      { max: "16Gi", min: [], default: null },
      [
        ["policy/value", "spec.default"],
        ["policy/value", "spec.min"],
        ["policy/value", "spec.max"],
      ],
    ],
    [
      { ...RULE, priority: 5, mx: {}, match: { selector: {}, namespace: [] } },
      [
        ["policy/unknown-key", "spec.priority", { key: "weight" }],
        ["policy/unknown-key", "spec.mx", { key: "max" }],
        ["policy/unknown-key", "spec.match.selector", { key: "podSelector" }],
        ["policy/unknown-key", "spec.match.namespace", { key: "namespaces" }],
      ],
    ],
  ])("%j", (spec, issues) => {
    expect(issuesOf(withSpec(spec))).toEqual(issues);
  });

  it.each<[metadata: unknown, issues: unknown[]]>([
    [null, [["policy/value", "metadata"]]],
    [{}, [["policy/value", "metadata.name"]]],
    [{ name: "" }, [["policy/value", "metadata.name"]]],
    [{ name: "a b" }, [["policy/value", "metadata.name"]]],
    [{ name: "a", namespace: "team-a" }, [["policy/value", "metadata.namespace"]]],
  ])("metadata %j", (metadata, issues) => {
    expect(issuesOf(withSpec(RULE, metadata))).toEqual(issues);
  });

  it("may be unknown at the top, but not in metadata", () => {
    const policy = { ...HEAD, metadata: { name: "a", foo: 1 }, spec: RULE, status: {}, specs: 1 };
    expect(issuesOf(validateGpuSharingPolicy(policy))).toEqual([
      ["policy/unknown-key", "specs", { key: "spec" }],
    ]);
  });
});

describe("a selector", () => {
  const selector = (podSelector: unknown) =>
    issuesOf(withSpec({ ...RULE, match: { podSelector } }));
  const at = (path: string) => `spec.match.podSelector${path}`;

  // k8s.io/apimachinery/pkg/apis/meta/v1/validation, ValidateLabelSelector
  it.each<[selector: unknown, issues: unknown[]]>([
    [{}, []],
    [{ matchExpressions: [] }, []],
    [
      { matchLabels: { batch: true, "a/b/c": "x", "-a": "x", "A.b/c_d": "x", ok: "-" } },
      [
        ["policy/selector", at(".matchLabels.batch"), { value: "true" }],
        ["policy/selector", at(".matchLabels.a/b/c")],
        ["policy/selector", at(".matchLabels.-a")],
        ["policy/selector", at(".matchLabels.A.b/c_d")],
        ["policy/selector", at(".matchLabels.ok")],
      ],
    ],
    [
      JSON.parse('{ "matchLabels": { "__proto__": "x" } }'),
      [["policy/selector", at(".matchLabels.__proto__")]],
    ],
    [
      { matchLabels: { "-a": false } },
      [
        ["policy/selector", at(".matchLabels.-a")],
        ["policy/selector", at(".matchLabels.-a"), { value: "false" }],
      ],
    ],
    [{ matchLabels: ["a"] }, [["policy/selector", at(".matchLabels")]]],
    [
      { matchExpressions: [{ key: "a", operator: "in", values: ["b"] }] },
      [["policy/selector", at(".matchExpressions.0.operator"), { value: "In" }]],
    ],
    [
      { matchExpressions: [{ key: "a", operator: "Gt", values: ["1"] }] },
      [["policy/selector", at(".matchExpressions.0.operator")]],
    ],
    [
      {
        matchExpressions: [
          { key: "a", operator: "In" },
          { key: "a", operator: "NotIn", values: [] },
        ],
      },
      [
        ["policy/selector", at(".matchExpressions.0")],
        ["policy/selector", at(".matchExpressions.1")],
      ],
    ],
    [
      { matchExpressions: [{ key: "a", operator: "Exists", values: ["b"] }, {}, 5] },
      [
        ["policy/selector", at(".matchExpressions.0")],
        ["policy/selector", at(".matchExpressions.1.key")],
        ["policy/selector", at(".matchExpressions.1.operator")],
        ["policy/selector", at(".matchExpressions.2")],
      ],
    ],
    [
      { matchLabel: { a: "b" } },
      [["policy/unknown-key", at(".matchLabel"), { key: "matchLabels" }]],
    ],
    [
      { matchExpressions: [{ key: "a", operator: "Exists", value: "b" }] },
      [["policy/unknown-key", at(".matchExpressions.0.value"), { key: "values" }]],
    ],
    [
      { matchLabels: { [`${"a".repeat(253)}/b`]: "x".repeat(63), [`${"a".repeat(254)}/b`]: "x" } },
      [["policy/selector", at(`.matchLabels.${"a".repeat(254)}/b`)]],
    ],
    [
      { matchLabels: { ["a".repeat(64)]: "x", a: "x".repeat(64) } },
      [
        ["policy/selector", at(`.matchLabels.${"a".repeat(64)}`)],
        ["policy/selector", at(".matchLabels.a")],
      ],
    ],
  ])("%j", (written, issues) => {
    expect(selector(written)).toEqual(issues);
  });
});

describe("the limits of a policy", () => {
  it.each<[spec: unknown, issues: unknown[]]>([
    [
      { max: { pinnedDeviceMemoryLimit: "16GB", threads: 5 } },
      [
        ["config/unknown-key", "spec.max.threads"],
        ["memory/syntax", "spec.max.pinnedDeviceMemoryLimit", { value: "16Gi" }],
      ],
    ],
    [
      { min: { pinnedDeviceMemoryLimit: "1Mi" } },
      [["memory/too-small", "spec.min.pinnedDeviceMemoryLimit", { value: "512Mi" }]],
    ],
    [
      { max: { activeThreadPercentage: 0 }, min: { activeThreadPercentage: 100 } },
      [
        ["policy/value", "spec.min.activeThreadPercentage"],
        ["policy/value", "spec.max.activeThreadPercentage"],
      ],
    ],
    [
      { max: { clientPriority: 1, perDevicePinnedMemoryLimit: { "0": "4Gi" } } },
      [
        ["policy/value", "spec.max.perDevicePinnedMemoryLimit"],
        ["policy/value", "spec.max.clientPriority"],
      ],
    ],
    [
      {
        min: { activeThreadPercentage: 50 },
        max: { activeThreadPercentage: 20 },
        default: { activeThreadPercentage: 30 },
      },
      [["policy/contradiction", "spec.min.activeThreadPercentage"]],
    ],
    [
      {
        min: { pinnedDeviceMemoryLimit: "2Gi" },
        max: { activeThreadPercentage: 20 },
        default: {
          pinnedDeviceMemoryLimit: "1Gi",
          perDevicePinnedMemoryLimit: { "1": "1Gi", "2": "2Gi" },
          activeThreadPercentage: 100,
        },
      },
      [
        ["policy/contradiction", "spec.default.pinnedDeviceMemoryLimit"],
        ["policy/contradiction", "spec.default.perDevicePinnedMemoryLimit.1"],
        ["policy/contradiction", "spec.default.activeThreadPercentage"],
      ],
    ],
    [
      {
        min: { pinnedDeviceMemoryLimit: "2Gi" },
        max: { pinnedDeviceMemoryLimit: "2Gi" },
        default: { pinnedDeviceMemoryLimit: "2Gi" },
      },
      [],
    ],
  ])("%j", (spec, issues) => {
    expect(issuesOf(withSpec(spec))).toEqual(issues);
  });
});

describe("a warning", () => {
  it.each<[spec: unknown, warnings: unknown[]]>([
    [{}, [["policy/no-effect", "spec"]]],
    [{ weight: 5, max: {}, default: {} }, [["policy/no-effect", "spec"]]],
    [{ exempt: true }, []],
    [{ exempt: true, ...RULE }, [["policy/no-effect", "spec.exempt"]]],
    [{ ...RULE, match: { kinds: ["Job"] } }, [["policy/match-kinds", "spec.match.kinds"]]],
    [{ ...RULE, match: { kinds: ["Job", "Pod"] } }, []],
    [
      { max: { pinnedDeviceMemoryLimit: "16G" } },
      [["memory/rounded", "spec.max.pinnedDeviceMemoryLimit"]],
    ],
  ])("%j", (spec, warnings) => {
    expect(warningsOf(withSpec(spec))).toEqual(warnings);
  });
});
