import { formatIssue, injectGpuConfig, toJsonPatch, unwrap } from "kube-mps";
import { reviewAdmission } from "kube-mps/admission";
import { describe, expect, it } from "vitest";
import { CONFIG, decodePatch, deployment, gpuPod, podSpec, reviewOf } from "./fixtures.ts";

const UID = "705ab4f5-6393-11e8-b7cc-42010a800002";

function answer(response: object) {
  return {
    apiVersion: "admission.k8s.io/v1",
    kind: "AdmissionReview",
    response: { uid: UID, ...response },
  };
}

const ENV = [
  { name: "CUDA_MPS_PINNED_DEVICE_MEM_LIMIT", value: "0=4096M" },
  { name: "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", value: "50" },
];

function patched(path: string) {
  const patch = [{ op: "add", path, value: ENV }];
  return answer({
    allowed: true,
    patch: Buffer.from(JSON.stringify(patch)).toString("base64"),
    patchType: "JSONPatch",
  });
}

describe("what is patched", () => {
  it("gives a Pod its limits", () => {
    expect(reviewAdmission(reviewOf(gpuPod()), CONFIG)).toStrictEqual(
      patched("/spec/containers/0/env"),
    );
  });

  it("gives any known kind its limits", () => {
    expect(reviewAdmission(reviewOf(deployment()), CONFIG)).toStrictEqual(
      patched("/spec/template/spec/containers/0/env"),
    );
  });

  it("answers a dry run alike", () => {
    const review = reviewOf(gpuPod());
    expect(reviewAdmission(reviewOf(gpuPod(), { dryRun: true }), CONFIG)).toStrictEqual(
      reviewAdmission(review, CONFIG),
    );
  });

  it("decides as injectGpuConfig does, and changes nothing in the review", () => {
    const object = deployment();
    const review = reviewOf(object);
    const before = structuredClone(review);
    const { edits } = unwrap(injectGpuConfig(object, CONFIG));
    const { patch } = reviewAdmission(review, CONFIG).response;
    expect(decodePatch(patch)).toStrictEqual(toJsonPatch(edits));
    expect(review).toStrictEqual(before);
  });

  it("says nothing of an object without a GPU, the config unseen", () => {
    const review = reviewOf({ apiVersion: "v1", kind: "Pod", spec: { containers: [] } });
    expect(reviewAdmission(review, { activeThreadPercentage: 5000 })).toStrictEqual(
      answer({ allowed: true }),
    );
  });

  it("says nothing of an object that has its limits", () => {
    const { object } = unwrap(injectGpuConfig(gpuPod(), CONFIG));
    expect(reviewAdmission(reviewOf(object), CONFIG)).toStrictEqual(answer({ allowed: true }));
  });

  it("patches a Pod whatever owns it", () => {
    const ownerReferences = [{ kind: "ReplicaSet", name: "train", controller: true }];
    const review = reviewOf(gpuPod({ generateName: "train-", ownerReferences }));
    expect(reviewAdmission(review, CONFIG)).toStrictEqual(patched("/spec/containers/0/env"));
  });

  it("patches what has an owner that does not control it", () => {
    const review = reviewOf(deployment({ ownerReferences: [{ kind: "App", name: "train" }] }));
    expect(reviewAdmission(review, CONFIG).response.patchType).toBe("JSONPatch");
  });
});

describe("what is left as it is", () => {
  const controlled = { ownerReferences: [{ kind: "App", name: "train", controller: true }] };
  const deleted = { deletionTimestamp: "2026-01-01T00:00:00Z", finalizers: ["example.com/keep"] };

  it.each([
    ["a subresource", gpuPod(), { subResource: "status" }, "subresource"],
    ["DELETE", gpuPod(), { operation: "DELETE", object: null, oldObject: gpuPod() }, "operation"],
    ["CONNECT", { kind: "PodExecOptions" }, { operation: "CONNECT" }, "operation"],
    ["UPDATE", deployment(), { operation: "UPDATE", oldObject: deployment({}, "2") }, "update"],
    ["an object with a controller", deployment(controlled), {}, "managed"],
    [
      "an object being deleted",
      deployment(deleted),
      { operation: "UPDATE", oldObject: deployment({}, "2") },
      "terminating",
    ],
  ] as const)("%s", (_name, object, request, skipped) => {
    // Were it looked at, this config would be an issue.
    const review = reviewOf(object, request);
    expect(reviewAdmission(review, { activeThreadPercentage: 5000 })).toStrictEqual(
      answer({ allowed: true, auditAnnotations: { skipped } }),
    );
  });

  it("no new object, though it says that it is being deleted: the server drops that", () => {
    expect(reviewAdmission(reviewOf(deployment(deleted)), CONFIG)).toStrictEqual(
      patched("/spec/template/spec/containers/0/env"),
    );
  });

  it("a Pod without a config, where that is allowed", () => {
    const review = reviewOf(gpuPod());
    expect(reviewAdmission(review, undefined, { missingConfig: "skip" })).toStrictEqual(
      answer({ allowed: true, auditAnnotations: { skipped: "no-config" } }),
    );
  });

  it("what opts out, where the caller turns that on", () => {
    const review = reviewOf(gpuPod({ labels: { "example.com/no-mps": "true" } }));
    expect(reviewAdmission(review, CONFIG)).toStrictEqual(patched("/spec/containers/0/env"));
    const options = { optOut: { label: "example.com/no-mps" } };
    expect(reviewAdmission(review, CONFIG, options)).toStrictEqual(
      answer({ allowed: true, auditAnnotations: { skipped: "opted-out" } }),
    );
  });
});

it("suggests its own options too", () => {
  const { response } = reviewAdmission(reviewOf(gpuPod()), CONFIG, { patchOnUpdat: [] } as object);
  expect(response.status?.details?.causes).toMatchObject([
    { reason: "options/unknown-key", message: expect.stringContaining("patchOnUpdate") },
  ]);
});

describe("updates of a kind in patchOnUpdate", () => {
  const options = { patchOnUpdate: ["Deployment", "InferenceService", "ServingRuntime"] };
  const update = (object: ReturnType<typeof deployment>, oldObject: typeof object | null) =>
    reviewAdmission(reviewOf(object, { operation: "UPDATE", oldObject }), CONFIG, options);
  const skipped = answer({ allowed: true, auditAnnotations: { skipped: "update" } });

  it("are patched when the pod template changed", () => {
    expect(update(deployment(), deployment({}, "2"))).toStrictEqual(
      patched("/spec/template/spec/containers/0/env"),
    );
  });

  it("are patched when the pods' metadata changed, which replaces them too", () => {
    const restarted = deployment();
    Object.assign(restarted.spec as object, {
      template: {
        metadata: { annotations: { "kubectl.kubernetes.io/restartedAt": "2026-01-01T00:00:00Z" } },
        spec: podSpec("1"),
      },
    });
    expect(update(restarted, deployment()).response.patchType).toBe("JSONPatch");
  });

  it("are left when only something else changed", () => {
    const scaled = deployment({ name: "train", resourceVersion: "2" });
    Object.assign(scaled.spec as object, { replicas: 3 });
    expect(update(scaled, deployment())).toStrictEqual(skipped);
  });

  it("are left when the template only has its keys in another order", () => {
    const { template, ...spec } = deployment().spec as { template: object; replicas: number };
    const turned = Object.fromEntries(Object.entries(template).reverse());
    expect(update({ ...deployment(), spec: { ...spec, template: turned } }, deployment())).toEqual(
      skipped,
    );
  });

  it("are left where no old object shows a change", () => {
    expect(update(deployment(), null)).toStrictEqual(skipped);
  });

  it("are left when a spec that is itself a pod's did not change", () => {
    const runtime = (metadata: object) => ({
      apiVersion: "serving.kserve.io/v1alpha1",
      kind: "ServingRuntime",
      metadata,
      spec: podSpec("1"),
    });
    expect(update(runtime({ labels: { tier: "gold" } }), runtime({}))).toStrictEqual(skipped);
  });

  it("are seen in objects like containers too", () => {
    const service = (gpus: string) => ({
      apiVersion: "serving.kserve.io/v1beta1",
      kind: "InferenceService",
      spec: { predictor: { model: podSpec(gpus).containers[0] } },
    });
    expect(update(service("1"), service("2"))).toStrictEqual(patched("/spec/predictor/model/env"));
    expect(update(service("1"), service("1"))).toStrictEqual(skipped);
  });

  it("are left for every other kind", () => {
    const set = (gpus: string) => ({ ...deployment({}, gpus), kind: "StatefulSet" });
    expect(update(set("1"), set("2"))).toStrictEqual(skipped);
  });
});

describe("denials", () => {
  it("name every issue, for people and for programs", () => {
    const config = { activeThreadPercentage: 101, pinnedDeviceMemoryLimit: "1Mi" };
    const review = reviewOf(deployment({}, "${GPUS}"));
    const result = injectGpuConfig(deployment({}, "${GPUS}"), config);
    if (result.ok) throw new Error("expected issues");
    const fields = [
      ["threads/range", "activeThreadPercentage"],
      ["memory/too-small", "pinnedDeviceMemoryLimit"],
      ["gpu/quantity", "spec.template.spec.containers[0].resources.limits[nvidia.com/gpu]"],
    ];
    expect(reviewAdmission(review, config)).toStrictEqual(
      answer({
        allowed: false,
        status: {
          status: "Failure",
          code: 422,
          reason: "Invalid",
          message: `Deployment "train" in namespace "ml" is rejected: ${result.issues.map(formatIssue).join("\n")}`,
          details: {
            name: "train",
            group: "apps",
            kind: "Deployment",
            causes: fields.map(([reason, field], index) => ({
              reason,
              message: formatIssue({ ...result.issues[index]!, path: [] }),
              field,
            })),
          },
        },
      }),
    );
  });

  it("say what they are about by what is known of it", () => {
    const message = (metadata: object, request: object) =>
      reviewAdmission(reviewOf(gpuPod(metadata), request), null).response.status;
    const nameless = { name: "", namespace: "", kind: undefined };
    const issue = expect.stringMatching(/^the object is rejected: .* \[config\/missing\]$/);
    expect(message({}, nameless)).toMatchObject({
      message: issue,
      details: { causes: [{ reason: "config/missing", field: "" }] },
    });
    const generated = message({ generateName: "train-", namespace: "ml" }, nameless);
    expect(generated?.message).toMatch(/^the object "train-" in namespace "ml" is rejected: /);
  });

  it("carry the warnings as well", () => {
    const object = gpuPod();
    Object.assign(object, { spec: podSpec("2") });
    const { response } = reviewAdmission(reviewOf(object), {
      perDevicePinnedMemoryLimit: { "7": "4Gi" },
    });
    expect(response).toMatchObject({
      allowed: false,
      warnings: [expect.stringMatching(/^spec\.containers\[0\]: .* \[gpu\/count-is-replicas\]$/)],
      status: { details: { causes: [{ reason: "device/out-of-range" }] } },
    });
  });

  it("say 500 where the options are wrong, every one of them named", () => {
    const options = { onConflict: "shrug", patchOnUpdate: ["Pod", ""], other: 1 } as object;
    expect(reviewAdmission(reviewOf(gpuPod()), CONFIG, options).response.status).toMatchObject({
      code: 500,
      reason: "InternalError",
      details: {
        causes: [
          { reason: "options/unknown-key", field: "other" },
          { reason: "options/value", field: "onConflict" },
          { reason: "options/value", field: "patchOnUpdate[0]" },
          { reason: "options/value", field: "patchOnUpdate[1]" },
        ],
      },
    });
  });
});

describe("malformed reviews", () => {
  const good = reviewOf(gpuPod());

  it.each([
    ["nothing", undefined, "", [""]],
    ["a string", "AdmissionReview", "", [""]],
    ["no request", { ...good, request: undefined }, "", ["request"]],
    ["an older version", { ...good, apiVersion: "v1" }, UID, ["apiVersion"]],
    ["another kind", { ...good, kind: "Pod" }, UID, ["kind"]],
    ["no uid", reviewOf(gpuPod(), { uid: "" }), "", ["request.uid"]],
    ["a uid alone", { request: { uid: UID } }, UID, ["apiVersion", "kind", "request.operation"]],
    ["no object", reviewOf(gpuPod(), { object: null }), UID, ["request.object"]],
    ["a list", reviewOf(gpuPod(), { object: [] as never }), UID, ["request.object"]],
  ])("%s", (_name, review, uid, fields) => {
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

  it("are answered in the version they came in", () => {
    const review = { ...good, apiVersion: "admission.k8s.io/v1beta1" };
    expect(reviewAdmission(review, CONFIG)).toMatchObject({
      apiVersion: "admission.k8s.io/v1beta1",
      response: { uid: UID, allowed: false, status: { code: 400 } },
    });
  });
});
