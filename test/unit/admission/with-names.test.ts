import {
  type AdmissionRequest,
  type ResolveLimits,
  reviewAdmissionAsync,
} from "kube-mps/admission";
import { describe, expect, it, vi } from "vitest";
import { withNames } from "../../../src/admission/with-names.ts";
import { CONFIG, gpuPod, reviewOf } from "./fixtures.ts";

describe("withNames", () => {
  it("fills in the name and namespace of a request from its object", async () => {
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

  it("keeps the name and namespace of a request", async () => {
    const review = reviewOf(gpuPod({ name: "other", namespace: "other" }));
    const seen = vi.fn<ResolveLimits>(() => CONFIG);
    await reviewAdmissionAsync(review, seen);
    expect(seen.mock.calls).toStrictEqual([[review.request]]);
  });

  it.each<[metadata: unknown, name: string | undefined, namespace: string | undefined]>([
    [{ name: "a", generateName: "b-", namespace: "c" }, "a", "c"],
    [{ name: "", generateName: "b-" }, "b-", undefined],
    [{ name: 5, namespace: null }, undefined, undefined],
    ["metadata", undefined, undefined],
  ])("reads the metadata %j as name %s and namespace %s", (metadata, name, namespace) => {
    const request = { uid: "1", operation: "CREATE", object: { metadata } } as AdmissionRequest;
    expect(withNames(request)).toEqual({ ...request, name, namespace });
  });

  it("returns the same request where there is nothing to fill in", () => {
    const { request } = reviewOf(gpuPod());
    expect(withNames(request as AdmissionRequest)).toBe(request);
  });
});
