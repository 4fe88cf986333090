import fastJsonPatch from "fast-json-patch";
import { injectGpuConfig, isGpuWorkload, toJsonPatch, unwrap } from "kube-mps";
import { reviewAdmission } from "kube-mps/admission";
import { injectYaml } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";
import { type GoldenCase, goldenCases, objectsOf } from "./golden-cases.ts";

const CONFIG = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 } as const;

const cases = goldenCases();

/** Every route from an object to the object with its limits. */
const objectRoutes = {
  object: (object: object) => unwrap(injectGpuConfig(object, CONFIG)).object,
  "JSON Patch": (object: object) => {
    const patch = toJsonPatch(unwrap(injectGpuConfig(object, CONFIG)).edits);
    return patched(object, patch);
  },
  admission: (object: object) => {
    const { response } = reviewAdmission(reviewOf(object), CONFIG);
    expect(response).toMatchObject({ uid: "1", allowed: true });
    if (response?.patch === undefined) return object;
    return patched(object, JSON.parse(Buffer.from(response.patch, "base64").toString()));
  },
};

function patched(object: object, patch: readonly object[]): object {
  const copy = structuredClone(patch) as fastJsonPatch.Operation[];
  return fastJsonPatch.applyPatch(structuredClone(object), copy, true).newDocument;
}

function reviewOf(object: object) {
  const request = { uid: "1", operation: "CREATE", object, oldObject: null };
  return { apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", request };
}

describe.each(Object.entries(objectRoutes))("golden pairs hold by %s for", (_route, inject) => {
  it.each(cases)("$name", ({ input, expected }: GoldenCase) => {
    expect(objectsOf(input).map((object) => inject(object))).toEqual(objectsOf(expected));
  });
});

describe("golden pairs hold by YAML for", () => {
  it.each(cases)("$name", ({ input, expected }: GoldenCase) => {
    expect(unwrap(injectYaml(input, CONFIG)).text).toBe(expected);
    expect(unwrap(injectYaml(expected, CONFIG)).text).toBe(expected);
  });
});

describe("a second injection changes nothing in", () => {
  it.each(cases)("$name", ({ expected }: GoldenCase) => {
    for (const object of objectsOf(expected)) {
      const second = unwrap(injectGpuConfig(object, CONFIG));
      expect(second).toMatchObject({ changed: false, edits: [] });
      expect(second.object).toBe(object);
    }
  });
});

/** Those in which a GPU is requested all the same: in an inline container, a pattern, or values. */
const NOT_SEARCHED = [
  "apps.kruise.io-sidecarset",
  "constraints.gatekeeper.sh-k8sgpulimits",
  "helm.toolkit.fluxcd.io-helmrelease",
  "inference.networking.x-k8s.io-inferencemodel",
  "mutations.gatekeeper.sh-assign",
  "policies.kyverno.io-mutatingpolicy",
  "policy.open-cluster-management.io-policy",
  "tekton.dev-task",
  "templates.gatekeeper.sh-constrainttemplate",
];

describe("a kind is skipped", () => {
  it.each(cases.filter(({ isSkipped }) => isSkipped))("$name", ({ name, input }: GoldenCase) => {
    for (const object of objectsOf(input)) {
      const result = injectGpuConfig(object, CONFIG);
      const warning = expect.objectContaining({ code: "workload/not-searched" });
      expect(result).toEqual({
        ok: true,
        warnings: NOT_SEARCHED.includes(name) ? [warning] : [],
        value: {
          object,
          changed: false,
          edits: [],
          containers: [],
          reason: expect.stringMatching(/^(managed|not-a-workload)$/),
        },
      });
      expect(unwrap(result).object).toBe(object);
      expect(isGpuWorkload(object)).toBe(false);
    }
  });
});
