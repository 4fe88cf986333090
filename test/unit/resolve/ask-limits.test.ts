import { compileOptions, injectGpuConfig, type LimitsFor, unwrap } from "kube-mps";
import { reviewAdmission } from "kube-mps/admission";
import { compilePolicies } from "kube-mps/policy";
import { describe, expect, it } from "vitest";
import { gpuContainer, pod } from "../../helpers/manifests.ts";

const LIMITS = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 };

const throws = (): never => {
  throw new Error("connect ECONNREFUSED postgres://admin:hunter2@10.0.0.7");
};

const containsItself = (): unknown => {
  const result: Record<string, unknown> = { ok: true, warnings: [] };
  result["value"] = result;
  return result;
};

const INVALID = {
  message: "the function that finds the limits of this container returned no valid Result",
  hint: "return { ok: true, value, warnings }, or { ok: false, issues, warnings }",
};

const THREW = {
  message: "reading what the function that finds the limits of this container returned threw",
  hint: "return plain data",
};

const ASYNC = {
  message: "a function that finds limits must not be async",
  hint: "use reviewAdmissionAsync, or find the limits before the call",
};

const ANSWERS: [string, () => unknown, { message: string; hint?: string }][] = [
  ["a failed Result without an issue", () => ({ ok: false, issues: [], warnings: [] }), INVALID],
  ["a failed Result without lists", () => ({ ok: false }), INVALID],
  ["a Result without warnings", () => ({ ok: true, value: LIMITS }), INVALID],
  [
    "a Result with a text for an issue",
    () => ({ ok: false, issues: ["no"], warnings: [] }),
    INVALID,
  ],
  [
    "a Result with an issue without a path",
    () => ({ ok: false, issues: [{ code: "config/type", message: "no" }], warnings: [] }),
    INVALID,
  ],
  ["a Result that contains itself", containsItself, INVALID],
  [
    "a Result whose getter throws",
    () => ({
      get ok() {
        return throws();
      },
    }),
    THREW,
  ],
  [
    "a config whose getter throws",
    () => ({
      get pinnedDeviceMemoryLimit() {
        return throws();
      },
    }),
    THREW,
  ],
  ["a revoked Proxy", () => revoked(), THREW],
  ["a promise", async () => LIMITS, ASYNC],
  ["a promise that is rejected", async () => throws(), ASYNC],
  [
    "a promise in a Result",
    () => ({ ok: true, value: Promise.resolve(LIMITS), warnings: [] }),
    ASYNC,
  ],
];

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

describe.each(ANSWERS)("a function that returns %s", (_what, answer, texts) => {
  const limitsFor = answer as LimitsFor;
  const issue = { code: "limits/resolver-failed", path: ["spec", "containers", 0], ...texts };

  it("has failed, whatever happens to containers without a config", () => {
    for (const missingConfig of ["error", "skip"] as const) {
      const options = unwrap(compileOptions({ missingConfig }));
      expect(injectGpuConfig(pod(gpuContainer()), limitsFor, options)).toEqual({
        ok: false,
        issues: [issue],
        warnings: [],
      });
    }
  });

  it("is the fault of the webhook, not of the user", () => {
    const review = {
      apiVersion: "admission.k8s.io/v1",
      kind: "AdmissionReview",
      request: { uid: "1", operation: "CREATE", object: pod(gpuContainer()) },
    };
    const { allowed, status } = reviewAdmission(review, limitsFor).response;
    expect([allowed, status?.code]).toEqual([false, 500]);
  });

  it("has failed as what is requested from a policy", () => {
    const policies = unwrap(compilePolicies([], { requested: limitsFor }));
    expect(injectGpuConfig(pod(gpuContainer()), policies.limits)).toEqual({
      ok: false,
      issues: [issue],
      warnings: [],
    });
  });
});
