import { readFileSync } from "node:fs";
import fc from "fast-check";
import {
  type EnvVar,
  type InjectOptions,
  injectGpuConfig,
  type MpsConfigInput,
  unwrap,
} from "kube-mps";
import { type MutatingAdmissionPolicy, toMutatingAdmissionPolicy } from "kube-mps/admission";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { formatMemoryLimitMap } from "../../../../src/limits/memory-limit-map.ts";
import { parseEnvItem } from "../../../../src/limits/parsed-limit.ts";
import { goldenCases, objectsOf } from "../../../golden/golden-cases.ts";
import { config } from "../../../helpers/arbitraries/config.ts";
import { podSpec } from "../../../helpers/arbitraries/pod-spec.ts";
import { expressionsOf, mutated, storedPod, typeCheck } from "../../../helpers/cel.ts";
import { gpuContainer, MEMORY, plainContainer, pod, THREADS } from "../../../helpers/manifests.ts";
import { at } from "../../../helpers/outcome.ts";
import { runs } from "../../../helpers/properties.ts";

const LIMITS = { pinnedDeviceMemoryLimit: "8Gi", activeThreadPercentage: 50 };

/** Policies that a real API server accepted, in the folder that this variable names. */
const ACCEPTED = process.env["KUBE_MPS_ADMISSION_POLICIES"];

function policyFor(
  limits: MpsConfigInput,
  onConflict?: "override" | "keep",
): MutatingAdmissionPolicy {
  return unwrap(toMutatingAdmissionPolicy(limits, { name: "limits", onConflict }))[0];
}

interface PodLike {
  spec: Record<"containers" | "initContainers", { env?: EnvVar[] }[] | undefined>;
}

/** A pod with the variables of each container in the order of their names, of one name the last, by meaning. */
function sorted(object: unknown): unknown {
  const copy = storedPod(object) as PodLike;
  for (const list of ["containers", "initContainers"] as const) {
    for (const container of copy.spec[list] ?? []) {
      const last = new Map((container.env ?? []).map((item) => [item.name, item]));
      if (container.env) container.env = [...last.values()].sort(byName).map(meaningOf);
    }
  }
  return copy;
}

/** `0=1G` and `0=1024M` are one limit, 0 and 100 percent are none: injection leaves what is equal as written. */
function meaningOf(item: EnvVar): EnvVar {
  const limit = item.name.startsWith("CUDA_MPS_") ? parseEnvItem({ ...item }) : "incomparable";
  if (typeof limit === "string") return item;
  const meaning = "memory" in limit ? formatMemoryLimitMap(limit.memory) : limit.number % 100;
  return { name: item.name, value: String(meaning) };
}

function byName(a: EnvVar, b: EnvVar): number {
  return a.name < b.name ? -1 : 1;
}

/** What injection makes of a pod as the server has it. */
function injected(object: object, limits: MpsConfigInput, options: InjectOptions) {
  const result = injectGpuConfig(storedPod(object), limits, options);
  return result.ok ? result.value.object : undefined;
}

const GOLDEN = goldenCases()
  .flatMap(({ input }) => objectsOf(input))
  .filter(({ kind }) => kind === "Pod");

describe("toMutatingAdmissionPolicy", () => {
  it("returns a policy and its binding", () => {
    const result = toMutatingAdmissionPolicy(LIMITS, { name: "gpu-limits" });
    expect(result.ok && result.value).toEqual([
      {
        apiVersion: "admissionregistration.k8s.io/v1",
        kind: "MutatingAdmissionPolicy",
        metadata: { name: "gpu-limits" },
        spec: {
          failurePolicy: "Fail",
          reinvocationPolicy: "IfNeeded",
          matchConstraints: {
            resourceRules: [
              { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] },
            ],
          },
          variables: [
            {
              name: "env",
              expression: `[{'name': '${MEMORY}', 'value': '0=8192M'}, {'name': '${THREADS}', 'value': '50'}]`,
            },
            { name: "main", expression: expect.stringContaining("object.spec.?containers") },
            { name: "init", expression: expect.stringContaining("object.spec.?initContainers") },
          ],
          mutations: [
            { patchType: "JSONPatch", jsonPatch: { expression: expect.stringContaining("/env") } },
            {
              patchType: "JSONPatch",
              jsonPatch: { expression: expect.stringContaining("/limits") },
            },
          ],
        },
      },
      {
        apiVersion: "admissionregistration.k8s.io/v1",
        kind: "MutatingAdmissionPolicyBinding",
        metadata: { name: "gpu-limits" },
        spec: {
          policyName: "gpu-limits",
          matchResources: {
            namespaceSelector: {
              matchExpressions: [
                { key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["kube-system"] },
              ],
            },
          },
        },
      },
    ]);
    expect(result.warnings.map(at)).toEqual([
      "admission/less-than-webhook",
      "admission/less-than-webhook onConflict",
    ]);
  });

  it("takes a version, a failure policy and namespaces", () => {
    const namespaceSelector = { matchLabels: { gpu: "shared" } };
    const options = {
      name: "a",
      version: "v1beta1",
      failurePolicy: "Ignore",
      namespaceSelector,
    } as const;
    const [policy, binding] = unwrap(toMutatingAdmissionPolicy(LIMITS, options));
    expect([policy.apiVersion, binding.apiVersion]).toEqual(
      Array(2).fill("admissionregistration.k8s.io/v1beta1"),
    );
    expect(policy.spec.failurePolicy).toBe("Ignore");
    expect(binding.spec.matchResources).toEqual({ namespaceSelector });
  });

  it.each<[name: string, limits: unknown, options: unknown, issues: string[]]>([
    ["no config", undefined, { name: "a" }, ["config/missing"]],
    [
      "a config that writes nothing",
      { activeThreadPercentage: 100 },
      { name: "a" },
      ["config/missing"],
    ],
    [
      "a limit for a second device",
      { perDevicePinnedMemoryLimit: { "1": "4Gi" } },
      { name: "a" },
      ["device/out-of-range perDevicePinnedMemoryLimit/1", "config/missing"],
    ],
    ["no options", LIMITS, undefined, ["options/type"]],
    ["an invalid name", LIMITS, { name: "A b" }, ["options/value name"]],
    [
      "policies that a webhook alone has",
      LIMITS,
      { name: "a", onConflict: "tighten", gpuUnit: "device" },
      ["options/unknown-key gpuUnit", "options/value onConflict"],
    ],
    [
      "values of the wrong type",
      LIMITS,
      {
        name: "a",
        gpuResources: ["it's"],
        namespaceSelector: "all",
        failurePolicy: "no",
        version: 1,
      },
      [
        "options/value gpuResources/0",
        "options/value namespaceSelector",
        "options/value failurePolicy",
        "options/value version",
      ],
    ],
  ])("refuses %s", (_, limits, options, issues) => {
    const result = toMutatingAdmissionPolicy(limits as MpsConfigInput, options as { name: string });
    expect(!result.ok && result.issues.map(at)).toEqual(issues);
  });

  it.each<[name: string, options: object]>([
    ["by default", {}],
    ["that keeps", { onConflict: "keep" }],
    ["with one name", { gpuResources: ["nvidia.com/gpu"] }],
    ["with a pattern", { gpuResources: ["nvidia.com/*"] }],
  ])("writes expressions that compile, %s", (_, options) => {
    const [policy] = unwrap(toMutatingAdmissionPolicy(LIMITS, { name: "a", ...options }));
    const expressions = expressionsOf(policy);
    expect(expressions).toHaveLength(5);
    for (const expression of expressions) typeCheck(expression);
  });

  it("leaves a pod without a GPU as it is", () => {
    const plain = pod(plainContainer(), plainContainer({ name: "b", env: [] }));
    expect(mutated(policyFor(LIMITS), plain)).toEqual(storedPod(plain));
  });

  it("finds the GPU resources that it is told of, and no others", () => {
    const object = pod(gpuContainer({ resources: { limits: { "example.com/gpu": 1 } } }));
    expect(mutated(policyFor(LIMITS), object)).toEqual(storedPod(object));
    const options = { name: "a", gpuResources: ["example.com/*"] };
    const [policy] = unwrap(toMutatingAdmissionPolicy(LIMITS, options));
    expect(mutated(policy, object)).toEqual(
      injected(object, LIMITS, { gpuResources: ["example.com/*"] }),
    );
  });

  it("puts 100 in place of a thread limit that the config does not want, and nowhere else", () => {
    const limits = { pinnedDeviceMemoryLimit: "8Gi", activeThreadPercentage: 0 };
    const env = [{ name: THREADS, value: "25" }];
    const object = pod(gpuContainer({ env }), gpuContainer({ name: "other" }));
    expect(sorted(mutated(policyFor(limits), object))).toEqual(
      sorted(injected(object, limits, {})),
    );
  });

  it("evaluates to the same as injection on every golden pod", () => {
    expect(GOLDEN.length).toBeGreaterThan(0);
    for (const object of GOLDEN) {
      const expected = injected(object, LIMITS, {});
      expect(sorted(mutated(policyFor(LIMITS), object))).toEqual(sorted(expected));
    }
  });

  it.each<["override" | "keep"]>([["override"], ["keep"]])(
    "evaluates to the same as injection on any pod, with onConflict: %s",
    (onConflict) => {
      let compared = 0;
      fc.assert(
        fc.property(podSpec(), config(), (spec, limits) => {
          const object = { apiVersion: "v1", kind: "Pod", spec };
          const result = toMutatingAdmissionPolicy(limits, { name: "a", onConflict });
          const expected = injected(object, limits, { onConflict });
          if (!result.ok || expected === undefined) return;
          const actual = mutated(result.value[0], object);
          expect(sorted(actual)).toEqual(sorted(expected));
          compared++;
        }),
        runs(200),
      );
      expect(compared).toBeGreaterThan(50);
    },
  );

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(
        podSpec(),
        fc.constantFrom("override" as const, "keep" as const),
        (spec, onConflict) => {
          const policy = policyFor(LIMITS, onConflict);
          const once = mutated(policy, { apiVersion: "v1", kind: "Pod", spec });
          expect(mutated(policy, once)).toEqual(once);
        },
      ),
      runs(100),
    );
  });

  it.skipIf(ACCEPTED === undefined)(
    "does what a policy does that a real API server accepted",
    () => {
      const text = readFileSync(`${ACCEPTED}/limits.yaml`, "utf8");
      const accepted = parseAllDocuments(text)[0]?.toJS() as MutatingAdmissionPolicy;
      fc.assert(
        fc.property(podSpec(), (spec) => {
          const object = { apiVersion: "v1", kind: "Pod", spec };
          expect(mutated(policyFor(LIMITS), object)).toEqual(mutated(accepted, object));
        }),
        runs(200),
      );
    },
  );
});
