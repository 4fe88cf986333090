import { reviewAdmission } from "kube-mps/admission";
import { describe, expect, it } from "vitest";

const bomb = (): never => {
  throw new Error("hunter2");
};

function trapped(keys: readonly string[], rest: object): object {
  const object = { ...rest };
  for (const key of keys) Object.defineProperty(object, key, { get: bomb, enumerable: true });
  return object;
}

const BOMB: object = new Proxy({}, { get: bomb, ownKeys: bomb, has: bomb, getPrototypeOf: bomb });
const REVIEW = { apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview" };
const REQUEST = { uid: "u", operation: "CREATE" };

describe("a review", () => {
  it.each([
    ["that throws when read", BOMB, ""],
    ["whose request throws when read", trapped(["request"], REVIEW), ""],
    ["whose uid throws when read", { ...REVIEW, request: trapped(["uid"], REQUEST) }, ""],
    ["whose version throws when read", trapped(["apiVersion"], { request: REQUEST }), "u"],
    ["whose object throws when read", { ...REVIEW, request: trapped(["object"], REQUEST) }, "u"],
    [
      "with an object that throws when read",
      { ...REVIEW, request: { ...REQUEST, object: BOMB } },
      "u",
    ],
  ])("%s is denied, with its uid if that can be read", async (_name, review, uid) => {
    const expected = {
      ...REVIEW,
      response: {
        uid,
        allowed: false,
        status: {
          status: "Failure",
          code: 400,
          reason: "BadRequest",
          message:
            "the object is rejected: reading the input threw; pass plain data, as JSON.parse returns it [input/unreadable]",
          details: {
            causes: [
              {
                reason: "input/unreadable",
                message:
                  "reading the input threw; pass plain data, as JSON.parse returns it [input/unreadable]",
                field: "",
              },
            ],
          },
        },
      },
    };
    expect(reviewAdmission(review, {})).toStrictEqual(expected);
    expect(await reviewAdmission(review, () => ({}))).toStrictEqual(expected);
  });

  it("with options that throw when read is denied", () => {
    const object = { apiVersion: "v1", kind: "Pod", spec: {} };
    const review = { ...REVIEW, request: { ...REQUEST, object } };
    expect(reviewAdmission(review, {}, BOMB).response).toMatchObject({ uid: "u", allowed: false });
  });

  it("with an update that is nested too deeply is denied", () => {
    let deep: object = {};
    for (let depth = 0; depth < 200_000; depth++) deep = { deep };
    const object = {
      apiVersion: "apps/v1",
      kind: "Deployment",
      spec: { template: { spec: deep } },
    };
    const request = { ...REQUEST, operation: "UPDATE", object, oldObject: structuredLike(object) };
    const options = { patchOnUpdate: ["Deployment"] };
    expect(reviewAdmission({ ...REVIEW, request }, {}, options).response).toMatchObject({
      uid: "u",
      allowed: false,
      status: { details: { causes: [{ reason: "input/unreadable" }] } },
    });
  });
});

/** A copy of the outer levels, with another object of the same depth inside. */
function structuredLike(object: object): object {
  let deep: object = {};
  for (let depth = 0; depth < 200_000; depth++) deep = { deep };
  return { ...object, spec: { template: { spec: deep } } };
}
