import { injectGpuConfig, toJsonPatch, unwrap } from "kube-mps";
import { type ResolveLimits, reviewAdmission, reviewAdmissionAsync } from "kube-mps/admission";
import { describe, expect, it, vi } from "vitest";
import {
  answer,
  CONFIG,
  decodePatch,
  deployment,
  gpuPod,
  patched,
  podSpec,
  reviewOf,
} from "./fixtures.ts";

describe("reviewAdmission", () => {
  it("patches a Pod", () => {
    expect(reviewAdmission(reviewOf(gpuPod()), CONFIG)).toStrictEqual(
      patched("/spec/containers/0/env"),
    );
  });

  it("patches an object of any known kind", () => {
    expect(reviewAdmission(reviewOf(deployment()), CONFIG)).toStrictEqual(
      patched("/spec/template/spec/containers/0/env"),
    );
  });

  it("answers a dry run with the same patch", () => {
    const review = reviewOf(gpuPod());
    expect(reviewAdmission(reviewOf(gpuPod(), { dryRun: true }), CONFIG)).toStrictEqual(
      reviewAdmission(review, CONFIG),
    );
  });

  it("decides as injectGpuConfig does, and does not change the review", () => {
    const object = deployment();
    const review = reviewOf(object);
    const before = structuredClone(review);
    const { edits } = unwrap(injectGpuConfig(object, CONFIG));
    const { patch } = reviewAdmission(review, CONFIG).response;
    expect(decodePatch(patch)).toStrictEqual(toJsonPatch(edits));
    expect(review).toStrictEqual(before);
  });

  it("allows an object without a GPU, and does not read the config", () => {
    const review = reviewOf({ apiVersion: "v1", kind: "Pod", spec: { containers: [] } });
    expect(reviewAdmission(review, { activeThreadPercentage: 5000 })).toStrictEqual(
      answer({ allowed: true }),
    );
  });

  it("allows an object that has its limits", () => {
    const { object } = unwrap(injectGpuConfig(gpuPod(), CONFIG));
    expect(reviewAdmission(reviewOf(object), CONFIG)).toStrictEqual(answer({ allowed: true }));
  });

  it("patches a Pod that a controller owns", () => {
    const ownerReferences = [{ kind: "ReplicaSet", name: "train", controller: true }];
    const review = reviewOf(gpuPod({ generateName: "train-", ownerReferences }));
    expect(reviewAdmission(review, CONFIG)).toStrictEqual(patched("/spec/containers/0/env"));
  });

  it("patches an object whose owner is not its controller", () => {
    const review = reviewOf(deployment({ ownerReferences: [{ kind: "App", name: "train" }] }));
    expect(reviewAdmission(review, CONFIG).response.patchType).toBe("JSONPatch");
  });
});

describe("reviewAdmissionAsync", () => {
  it.each<[string, ResolveLimits]>([
    ["synchronously", () => CONFIG],
    ["as a promise", async () => CONFIG],
  ])("accepts a function that returns a config %s", async (_when, resolve) => {
    const review = reviewOf(gpuPod());
    const answer = reviewAdmissionAsync(review, resolve);
    expect(answer).toBeInstanceOf(Promise);
    expect(await answer).toStrictEqual(reviewAdmission(review, CONFIG));
  });

  it("follows missingConfig if the function returns no config", async () => {
    const review = reviewOf(gpuPod());
    expect(await reviewAdmissionAsync(review, () => null)).toStrictEqual(
      reviewAdmission(review, null),
    );
    const skip = { missingConfig: "skip" } as const;
    const answer = await reviewAdmissionAsync(review, () => undefined, skip);
    expect(answer).toStrictEqual(reviewAdmission(review, null, skip));
  });

  it.each([
    ["a Pod without a GPU", reviewOf({ apiVersion: "v1", kind: "Pod", spec: podSpec("0") }), {}],
    ["a subresource", reviewOf(gpuPod(), { subResource: "eviction" }), {}],
    ["a malformed review", { kind: "AdmissionReview" }, {}],
    ["invalid options", reviewOf(gpuPod()), { onConflict: "shrug" as never }],
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
  ])("does not call the function for %s", async (_what, review, options) => {
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
  ])("denies a request without the error if the function %s", async (_how, resolve) => {
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
