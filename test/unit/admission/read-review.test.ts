import { reviewAdmission } from "kube-mps/admission";
import { describe, expect, it } from "vitest";
import { CONFIG, gpuPod, reviewOf, UID } from "./fixtures.ts";

describe("readReview", () => {
  const valid = reviewOf(gpuPod());

  it.each([
    ["undefined", undefined, "", [""]],
    ["a string", "AdmissionReview", "", [""]],
    ["a review without a request", { ...valid, request: undefined }, "", ["request"]],
    ["another version", { ...valid, apiVersion: "v1" }, UID, ["apiVersion"]],
    ["another kind", { ...valid, kind: "Pod" }, UID, ["kind"]],
    ["a request without a uid", reviewOf(gpuPod(), { uid: "" }), "", ["request.uid"]],
    [
      "a review with a uid alone",
      { request: { uid: UID } },
      UID,
      ["apiVersion", "kind", "request.operation"],
    ],
    ["a request without an object", reviewOf(gpuPod(), { object: null }), UID, ["request.object"]],
    ["a request with a list", reviewOf(gpuPod(), { object: [] as never }), UID, ["request.object"]],
  ])("rejects %s", (_name, review, uid, fields) => {
    expect(reviewAdmission(review, CONFIG)).toStrictEqual({
      apiVersion: "admission.k8s.io/v1",
      kind: "AdmissionReview",
      response: {
        uid,
        allowed: false,
        status: {
          status: "Failure",
          code: 400,
          reason: "BadRequest",
          message: expect.stringMatching(/^the object is rejected: .+\[admission\/malformed\]$/s),
          details: {
            causes: fields.map((field) => ({
              reason: "admission/malformed",
              message: expect.any(String),
              field,
            })),
          },
        },
      },
    });
  });

  it("notes the version for the answer, even if it is not supported", () => {
    const review = { ...valid, apiVersion: "admission.k8s.io/v1beta1" };
    expect(reviewAdmission(review, CONFIG)).toMatchObject({
      apiVersion: "admission.k8s.io/v1beta1",
      response: { uid: UID, allowed: false, status: { code: 400 } },
    });
  });
});
