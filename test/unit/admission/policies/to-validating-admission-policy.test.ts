import { readFileSync } from "node:fs";
import fc from "fast-check";
import { injectGpuConfig, type MpsConfigInput, unwrap } from "kube-mps";
import {
  toMutatingAdmissionPolicy,
  toValidatingAdmissionPolicy,
  type ValidatingAdmissionPolicy,
} from "kube-mps/admission";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { config } from "../../../helpers/arbitraries/config.ts";
import { podSpec } from "../../../helpers/arbitraries/pod-spec.ts";
import { expressionsOf, mutated, rejection, storedPod, typeCheck } from "../../../helpers/cel.ts";
import { gpuContainer, MEMORY, plainContainer, pod, THREADS } from "../../../helpers/manifests.ts";
import { at } from "../../../helpers/outcome.ts";
import { runs } from "../../../helpers/properties.ts";

const LIMITS = { pinnedDeviceMemoryLimit: "8Gi", activeThreadPercentage: 50 };

/** Policies that a real API server accepted, in the folder that this variable names. */
const ACCEPTED = process.env["KUBE_MPS_ADMISSION_POLICIES"];

function guardFor(limits: MpsConfigInput): ValidatingAdmissionPolicy {
  return unwrap(toValidatingAdmissionPolicy(limits, { name: "guard" }))[0];
}

const ENV = [
  { name: MEMORY, value: "0=8192M" },
  { name: THREADS, value: "50" },
];

describe("toValidatingAdmissionPolicy", () => {
  it("returns a policy and its binding, with expressions that compile", () => {
    const result = toValidatingAdmissionPolicy(LIMITS, { name: "guard" });
    const [policy, binding] = unwrap(result);
    expect(policy).toEqual({
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicy",
      metadata: { name: "guard" },
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          resourceRules: [
            { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] },
          ],
        },
        variables: [{ name: "bare", expression: expect.any(String) }],
        validations: [
          {
            expression: "size(variables.bare) == 0",
            messageExpression: "'no MPS limits on ' + variables.bare.map(c, c.name).join(', ')",
            reason: "Invalid",
          },
        ],
      },
    });
    expect(binding).toEqual({
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name: "guard" },
      spec: {
        policyName: "guard",
        validationActions: ["Deny"],
        matchResources: {
          namespaceSelector: {
            matchExpressions: [
              { key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["kube-system"] },
            ],
          },
        },
      },
    });
    expect(result.warnings.map(at)).toEqual(["admission/less-than-webhook"]);
    for (const expression of expressionsOf(policy)) typeCheck(expression);
  });

  it("refuses what it has no option for", () => {
    const options = { name: "guard", onConflict: "keep" } as { name: string };
    const result = toValidatingAdmissionPolicy({ activeThreadPercentage: 101 }, options);
    const issues = ["options/unknown-key onConflict", "threads/range activeThreadPercentage"];
    expect(!result.ok && result.issues.map(at)).toEqual(issues);
  });

  it.each<[name: string, env: unknown[] | undefined]>([
    ["no variable", undefined],
    ["one of two", [ENV[0]]],
    ["a value that CUDA ignores", [{ name: MEMORY, value: "8192M" }, ENV[1]]],
    ["a limit of zero", [{ name: MEMORY, value: "0=0M" }, ENV[1]]],
    ["one device of two that CUDA ignores", [{ name: MEMORY, value: "0=1G,1=" }, ENV[1]]],
    ["100 percent, which is no limit", [ENV[0], { name: THREADS, value: "100" }]],
    ["0 percent, which is no limit", [ENV[0], { name: THREADS, value: "0" }]],
    ["a value from elsewhere", [ENV[0], { name: THREADS, valueFrom: { fieldRef: {} } }]],
    ["a second entry, which counts, without a limit", [...ENV, { name: THREADS, value: "" }]],
  ])("rejects a GPU container with %s", (_, env) => {
    const object = pod(plainContainer(), gpuContainer({ name: "train", env }));
    expect(rejection(guardFor(LIMITS), object)).toBe("no MPS limits on train");
  });

  it.each<[name: string, env: unknown[]]>([
    ["what injection writes", ENV],
    [
      "other limits",
      [
        { name: THREADS, value: "12.5" },
        { name: MEMORY, value: "0=1G,1=512MB" },
      ],
    ],
    ["a device by UUID", [{ name: MEMORY, value: "GPU-8a4b9f0c-1d=4G" }, ENV[1]]],
  ])("accepts %s", (_, env) => {
    expect(rejection(guardFor(LIMITS), pod(gpuContainer({ env })))).toBe(undefined);
  });

  it("names every container that lacks limits, init containers included", () => {
    const object = pod(gpuContainer({ name: "a" }), gpuContainer({ name: "b", env: ENV }));
    object.spec["initContainers"] = [gpuContainer({ name: "c" })];
    expect(rejection(guardFor(LIMITS), object)).toBe("no MPS limits on a, c");
  });

  it("accepts every pod that injection or a policy has changed, and every pod without a GPU", () => {
    fc.assert(
      fc.property(podSpec(), config(), (spec, limits) => {
        const object = storedPod({ apiVersion: "v1", kind: "Pod", spec });
        const guard = toValidatingAdmissionPolicy(limits, { name: "a" });
        const injected = injectGpuConfig(object, limits);
        if (!guard.ok || !injected.ok) return;
        expect(rejection(guard.value[0], injected.value.object)).toBe(undefined);
        const [policy] = unwrap(toMutatingAdmissionPolicy(limits, { name: "a" }));
        expect(rejection(guard.value[0], mutated(policy, object))).toBe(undefined);
        const needsNone = injected.value.containers.every(({ action }) => action === "skipped");
        if (needsNone) expect(rejection(guard.value[0], object)).toBe(undefined);
      }),
      runs(200),
    );
  });

  it.skipIf(ACCEPTED === undefined)(
    "rejects what a guard rejects that a real API server accepted",
    () => {
      const text = readFileSync(`${ACCEPTED}/guard.yaml`, "utf8");
      const accepted = parseAllDocuments(text)[0]?.toJS() as ValidatingAdmissionPolicy;
      let rejected = 0;
      fc.assert(
        fc.property(podSpec(), (spec) => {
          const object = { apiVersion: "v1", kind: "Pod", spec };
          if (rejection(accepted, object) === undefined) return;
          // Ours rejects more: values that CUDA ignores.
          expect(rejection(guardFor(LIMITS), object)).toBeDefined();
          rejected++;
        }),
        runs(200),
      );
      expect(rejected).toBeGreaterThan(20);
    },
  );
});
