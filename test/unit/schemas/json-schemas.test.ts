import fc from "fast-check";
import { toRecord, unwrap, validateMpsConfig } from "kube-mps";
import { validateGpuSharingPolicy } from "kube-mps/policy";
import { describe, expect, it } from "vitest";
import { configJsonSchema, policyJsonSchema, QUANTITY } from "../../../.ci/json-schemas.ts";
import { parseQuantity } from "../../../src/kubernetes/quantity/parse-quantity.ts";
import { config } from "../../helpers/arbitraries/config.ts";
import { satisfies } from "../../helpers/json-schema.ts";
import { policy } from "../../helpers/policies.ts";
import { runs } from "../../helpers/properties.ts";

const CONFIG = configJsonSchema();
const POLICY = policyJsonSchema();

describe("kube-mps/schema.json", () => {
  it("accepts every valid config, and its record", () => {
    fc.assert(
      fc.property(config(), (valid) => {
        expect(satisfies(valid, CONFIG)).toBe(true);
        expect(satisfies(unwrap(toRecord(valid, { name: "a" })), CONFIG)).toBe(true);
      }),
      runs(200),
    );
  });

  it.each([
    { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 100, clientPriority: 1 },
    { perDevicePinnedMemoryLimit: { "0": "1.5Gi", "12": 2 ** 30 } },
    { $schema: "./node_modules/kube-mps/schema.json", activeThreadPercentage: 50 },
    {
      $schema: "schema.json",
      apiVersion: "kube-mps.github.io/v1alpha1",
      kind: "MpsConfig",
      metadata: { name: "small", labels: {} },
      spec: { pinnedDeviceMemoryLimit: "4Gi" },
    },
  ])("accepts %j, as we do", (input) => {
    expect([validateMpsConfig(input).ok, satisfies(input, CONFIG)]).toEqual([true, true]);
  });

  it.each([
    [],
    "4Gi",
    { threads: 50 },
    { activeThreadPercentage: 101 },
    { activeThreadPercentage: 0.5 },
    { activeThreadPercentage: "50" },
    { pinnedDeviceMemoryLimit: "4GB" },
    { pinnedDeviceMemoryLimit: "-4Gi" },
    { pinnedDeviceMemoryLimit: 4096 },
    { perDevicePinnedMemoryLimit: { "GPU-1": "4Gi" } },
    { clientPriority: 2 },
    { apiVersion: "v1", kind: "MpsConfig", spec: { activeThreadPercentage: 50 } },
    { kind: "MpsConfig", spec: { activeThreadPercentage: 50 } },
    { apiVersion: "kube-mps.github.io/v1alpha1", kind: "MpsConfig", spec: { threads: 50 } },
    { apiVersion: "kube-mps.github.io/v1alpha1", kind: "MpsConfig" },
  ])("rejects %j, as we do", (input) => {
    expect([validateMpsConfig(input).ok, satisfies(input, CONFIG)]).toEqual([false, false]);
  });

  it("has the grammar of quantities that are not negative", () => {
    const text = fc.string({ unit: fc.constantFrom(..."+.0123nkKMGi eE"), maxLength: 6 });
    fc.assert(
      fc.property(text, (written) => {
        const isQuantity = parseQuantity(written) !== "syntax";
        expect(new RegExp(QUANTITY).test(written)).toBe(isQuantity);
      }),
      runs(2_000),
    );
  });
});

describe("kube-mps/policy.schema.json", () => {
  const full = policy("research", {
    weight: 10,
    match: {
      namespaces: ["team-*"],
      namespaceSelector: { matchLabels: { "example.com/tier": "gold" } },
      podSelector: { matchExpressions: [{ key: "a", operator: "In", values: ["b"] }] },
      kinds: ["Job"],
      containers: ["*"],
    },
    default: { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 25, clientPriority: 1 },
    min: { pinnedDeviceMemoryLimit: "1Gi" },
    max: { pinnedDeviceMemoryLimit: 2 ** 34, activeThreadPercentage: 50 },
    require: ["pinnedDeviceMemoryLimit"],
    onViolation: "deny",
    exempt: false,
  });

  it.each([
    full,
    unwrap(validateGpuSharingPolicy(full)),
    policy("a", { exempt: true }),
    { ...policy("a", {}), $schema: "policy.schema.json", status: {} },
  ])("accepts what we accept: %#", (input) => {
    expect([validateGpuSharingPolicy(input).ok, satisfies(input, POLICY)]).toEqual([true, true]);
  });

  it.each<[spec: unknown]>([
    [undefined],
    [{ weight: 0.5 }],
    [{ match: { namespaces: [] } }],
    [{ match: { namespaces: ["Team"] } }],
    [{ match: { kinds: ["job"] } }],
    [{ match: { podSelector: { matchLabels: { a: true } } } }],
    [{ match: { podSelector: { matchLabels: { "-a": "b" } } } }],
    [{ match: { podSelector: { matchExpressions: [{ key: "a", operator: "Gt" }] } } }],
    [{ match: { podSelector: { matchExpressions: [{ operator: "Exists" }] } } }],
    [{ match: { selector: {} } }],
    [{ max: { activeThreadPercentage: 100 } }],
    [{ max: { clientPriority: 1 } }],
    [{ default: { pinnedDeviceMemoryLimit: "4GB" } }],
    [{ require: ["memory"] }],
    [{ onViolation: "reject" }],
    [{ exempt: "yes" }],
    [{ limit: {} }],
  ])("rejects what we reject: %j", (spec) => {
    const input = JSON.parse(JSON.stringify(policy("a", spec as never)));
    expect([validateGpuSharingPolicy(input).ok, satisfies(input, POLICY)]).toEqual([false, false]);
  });
});
