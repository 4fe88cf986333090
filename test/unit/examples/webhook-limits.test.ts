import type { GpuContainer } from "kube-mps";
import { type AdmissionRequest, reviewAdmissionAsync } from "kube-mps/admission";
import { describe, expect, it } from "vitest";
import { readLimits } from "../../../docs/examples/webhook/limits.mjs";

const read = (limits: unknown, policies?: unknown) => {
  const text = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  const files = policies === undefined ? {} : { policies: text(policies) };
  return readLimits({ limits: text(limits), ...files }, "ask Ann");
};

function limitsIn(namespace: string, text: unknown) {
  const result = read(text);
  if (!result.ok) throw new Error("the limits are invalid");
  return result.value({ namespace } as AdmissionRequest);
}

describe("the limits file of the example webhook", () => {
  it("has limits for a namespace, and others for the rest", () => {
    const file = { ml: { activeThreadPercentage: 50 }, "*": { activeThreadPercentage: 10 } };
    expect(limitsIn("ml", file)).toStrictEqual({ activeThreadPercentage: 50 });
    expect(limitsIn("web", file)).toStrictEqual({ activeThreadPercentage: 10 });
  });

  it.each(["web", "constructor", "__proto__", "toString"])(
    "without limits for %s tells the owner of a Pod what to do",
    (namespace) => {
      const limits = limitsIn(namespace, { ml: { activeThreadPercentage: 50 } });
      expect(typeof limits === "function" && limits({} as GpuContainer)).toStrictEqual({
        ok: false,
        issues: [
          {
            code: "config/missing",
            path: [],
            message: expect.stringContaining(`"${namespace}"`),
            hint: "ask Ann",
          },
        ],
        warnings: [],
      });
    },
  );

  it("is refused as a whole, with every issue and its path", () => {
    const file = {
      ml: { activeThreadPercentage: 50 },
      web: { activeThreadPercentage: 500 },
      batch: { memory: "4Gi" },
    };
    const { ok, ...rest } = read(file);
    expect([ok, rest]).toMatchObject([
      false,
      {
        issues: [
          { code: "threads/range", path: ["web", "activeThreadPercentage"] },
          { code: "config/unknown-key", path: ["batch", "memory"] },
        ],
      },
    ]);
  });

  it("warns with the path of a limit that is rounded", () => {
    expect(read({ ml: { pinnedDeviceMemoryLimit: "1500M" } })).toMatchObject({
      ok: true,
      warnings: [{ code: "memory/rounded", path: ["ml", "pinnedDeviceMemoryLimit"] }],
    });
  });

  it.each(["", "{", "[]", "null", '"ml"', "7"])("is not %s", (text) => {
    expect(read(text)).toMatchObject({ ok: false, issues: [{ code: "config/type", path: [] }] });
  });
});

describe("policies of the example webhook", () => {
  const policy = (name: string, spec: object) => ({
    apiVersion: "kube-mps.github.io/v1alpha1",
    kind: "GpuSharingPolicy",
    metadata: { name },
    spec,
  });
  const answer = (policies: unknown, namespace: string, env: object[] = []) => {
    const result = read({ ml: { activeThreadPercentage: 50 } }, policies);
    if (!result.ok) return result.issues.map(({ code }) => code);
    const limits = { "nvidia.com/gpu": "1" };
    const pod = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "train" },
      spec: { containers: [{ name: "main", env, resources: { limits } }] },
    };
    const request = {
      uid: "u",
      kind: { kind: "Pod" },
      namespace,
      operation: "CREATE",
      object: pod,
    };
    const review = { apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", request };
    return reviewAdmissionAsync(review, result.value).then(({ response }) =>
      response.allowed
        ? JSON.parse(atob(response.patch ?? btoa("null")))
        : response.status?.details.causes.map(({ reason, message }) => [reason, message]),
    );
  };
  const threads = (value: string) => ({ name: "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", value });
  const atMost20 = policy("small", { max: { activeThreadPercentage: 20 }, onViolation: "clamp" });

  it("bound the limits of a namespace, and those that a container brings", async () => {
    expect(await answer([atMost20], "ml")).toMatchObject([{ op: "add", value: threads("20") }]);
    expect(await answer([atMost20], "ml", [threads("10")])).toBeNull();
    const clamped = await answer([atMost20], "web", [threads("90")]);
    expect(clamped).toMatchObject([{ op: "replace", value: "20" }]);
  });

  it("leave a container without limits if none are found anywhere, and say what to do", async () => {
    const unlimited = policy("none", { max: { pinnedDeviceMemoryLimit: "8Gi" } });
    expect(await answer([], "web")).toStrictEqual([
      ["config/missing", expect.stringMatching(/"web".*; ask Ann/)],
    ]);
    expect(await answer([unlimited], "web")).toMatchObject([
      ["policy/above-max", expect.any(String)],
    ]);
  });

  it.each([
    ["{", ["config/type"]],
    [[policy("a", { max: { activeThreadPercentage: 500 } })], ["threads/range"]],
    [[atMost20, atMost20], ["policy/duplicate-name"]],
  ])("are refused if they are %j", async (policies, codes) => {
    expect(await answer(policies, "ml")).toStrictEqual(codes);
  });
});
