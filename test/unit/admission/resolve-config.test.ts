import {
  type AdmissionRequest,
  type ResolveLimits,
  reviewAdmission,
  reviewAdmissionAsync,
} from "kube-mps/admission";
import { describe, expect, it, vi } from "vitest";
import { CONFIG, gpuPod, podSpec, reviewOf } from "./fixtures.ts";

describe("a resolver", () => {
  it.each<[string, ResolveLimits]>([
    ["at once", () => CONFIG],
    ["later", async () => CONFIG],
  ])("gives the config %s", async (_when, resolve) => {
    const review = reviewOf(gpuPod());
    const answer = reviewAdmissionAsync(review, resolve);
    expect(answer).toBeInstanceOf(Promise);
    expect(await answer).toStrictEqual(reviewAdmission(review, CONFIG));
  });

  it("may find no config, by the policy for that", async () => {
    const review = reviewOf(gpuPod());
    expect(await reviewAdmissionAsync(review, () => null)).toStrictEqual(
      reviewAdmission(review, null),
    );
    const skip = { missingConfig: "skip" } as const;
    const answer = await reviewAdmissionAsync(review, () => undefined, skip);
    expect(answer).toStrictEqual(reviewAdmission(review, null, skip));
  });

  it("is handed the request, its name and namespace filled in from the object", async () => {
    const seen: AdmissionRequest[] = [];
    const object = gpuPod({ generateName: "train-", namespace: "ml" });
    const review = reviewOf(object, { name: "", namespace: "" });
    await reviewAdmissionAsync(review, (request) => {
      seen.push(request);
      return CONFIG;
    });
    expect(seen).toStrictEqual([{ ...review.request, name: "train-", namespace: "ml" }]);
    expect(review.request).toMatchObject({ name: "", namespace: "" });
  });

  it("is handed the name and namespace of the request before those of the object", async () => {
    const review = reviewOf(gpuPod({ name: "other", namespace: "other" }));
    const seen = vi.fn<ResolveLimits>(() => CONFIG);
    await reviewAdmissionAsync(review, seen);
    expect(seen.mock.calls).toStrictEqual([[review.request]]);
  });

  it.each([
    ["a Pod without a GPU", reviewOf({ apiVersion: "v1", kind: "Pod", spec: podSpec("0") }), {}],
    ["a subresource", reviewOf(gpuPod(), { subResource: "eviction" }), {}],
    ["a malformed review", { kind: "AdmissionReview" }, {}],
    ["wrong options", reviewOf(gpuPod()), { onConflict: "shrug" as never }],
    [
      "an unknown kind",
      reviewOf({ apiVersion: "example.com/v1", kind: "Pod", spec: podSpec("1") }),
      {},
    ],
    [
      "a Pod that opts out",
      reviewOf(gpuPod({ labels: { "example.com/no-mps": "true" } })),
      { optOut: { label: "example.com/no-mps" } },
    ],
  ])("is not asked about %s", async (_what, review, options) => {
    const resolve = vi.fn<ResolveLimits>(() => CONFIG);
    expect(await reviewAdmissionAsync(review, resolve, options)).toStrictEqual(
      reviewAdmission(review, CONFIG, options),
    );
    expect(resolve).not.toHaveBeenCalled();
  });

  const secret = new Error("connect ECONNREFUSED postgres://admin:hunter2@10.0.0.7");
  it.each<[string, ResolveLimits]>([
    [
      "throws",
      () => {
        throw secret;
      },
    ],
    ["rejects", () => Promise.reject(secret)],
  ])("that %s becomes a denial that gives nothing away", async (_how, resolve) => {
    const answer = await reviewAdmissionAsync(reviewOf(gpuPod()), resolve);
    const issue = "the limits for this request could not be found [limits/resolver-failed]";
    expect(answer).toStrictEqual({
      apiVersion: "admission.k8s.io/v1",
      kind: "AdmissionReview",
      response: {
        uid: "705ab4f5-6393-11e8-b7cc-42010a800002",
        allowed: false,
        status: {
          status: "Failure",
          code: 500,
          reason: "InternalError",
          message: `Pod "train" in namespace "ml" is rejected: ${issue}`,
          details: {
            name: "train",
            group: "",
            kind: "Pod",
            causes: [{ reason: "limits/resolver-failed", message: issue, field: "" }],
          },
        },
      },
    });
  });
});
