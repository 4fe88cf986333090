import { reviewAdmission } from "kube-mps/admission";
import { describe, expect, it } from "vitest";
import { podTemplates } from "../../../src/admission/skip-request.ts";
import { defaultSettings } from "../../helpers/settings.ts";
import { answer, CONFIG, deployment, gpuPod, patched, podSpec, reviewOf } from "./fixtures.ts";

describe("skipRequest", () => {
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
  ] as const)("skips %s", (_name, object, request, skipped) => {
    // An invalid config: an issue if it were read.
    const review = reviewOf(object, request);
    expect(reviewAdmission(review, { activeThreadPercentage: 5000 })).toStrictEqual(
      answer({ allowed: true, auditAnnotations: { skipped } }),
    );
  });

  it("does not skip a new object with a deletionTimestamp, which the server drops", () => {
    expect(reviewAdmission(reviewOf(deployment(deleted)), CONFIG)).toStrictEqual(
      patched("/spec/template/spec/containers/0/env"),
    );
  });
});

describe("updates of a kind in patchOnUpdate", () => {
  const options = { patchOnUpdate: ["Deployment", "InferenceService", "ServingRuntime"] };
  const update = (object: ReturnType<typeof deployment>, oldObject: typeof object | null) =>
    reviewAdmission(reviewOf(object, { operation: "UPDATE", oldObject }), CONFIG, options);
  const skipped = answer({ allowed: true, auditAnnotations: { skipped: "update" } });

  it("are not skipped if the pod template changes", () => {
    expect(update(deployment(), deployment({}, "2"))).toStrictEqual(
      patched("/spec/template/spec/containers/0/env"),
    );
  });

  it("are not skipped if the metadata of the pods changes, which replaces them too", () => {
    const restarted = deployment();
    Object.assign(restarted.spec as object, {
      template: {
        metadata: { annotations: { "kubectl.kubernetes.io/restartedAt": "2026-01-01T00:00:00Z" } },
        spec: podSpec("1"),
      },
    });
    expect(update(restarted, deployment()).response.patchType).toBe("JSONPatch");
  });

  it("are skipped if only something else changes", () => {
    const scaled = deployment({ name: "train", resourceVersion: "2" });
    Object.assign(scaled.spec as object, { replicas: 3 });
    expect(update(scaled, deployment())).toStrictEqual(skipped);
  });

  it("are skipped if only the order of keys changes", () => {
    const { template, ...spec } = deployment().spec as { template: object; replicas: number };
    const turned = Object.fromEntries(Object.entries(template).reverse());
    expect(update({ ...deployment(), spec: { ...spec, template: turned } }, deployment())).toEqual(
      skipped,
    );
  });

  it("are skipped without an old object", () => {
    expect(update(deployment(), null)).toStrictEqual(skipped);
  });

  it("are skipped if a pod spec without a template does not change", () => {
    const runtime = (metadata: object) => ({
      apiVersion: "serving.kserve.io/v1alpha1",
      kind: "ServingRuntime",
      metadata,
      spec: podSpec("1"),
    });
    expect(update(runtime({ labels: { tier: "gold" } }), runtime({}))).toStrictEqual(skipped);
  });

  it("are compared by their inline containers too", () => {
    const service = (gpus: string) => ({
      apiVersion: "serving.kserve.io/v1beta1",
      kind: "InferenceService",
      spec: { predictor: { model: podSpec(gpus).containers[0] } },
    });
    expect(update(service("1"), service("2"))).toStrictEqual(patched("/spec/predictor/model/env"));
    expect(update(service("1"), service("1"))).toStrictEqual(skipped);
  });

  it("are skipped for every other kind", () => {
    const set = (gpus: string) => ({ ...deployment({}, gpus), kind: "StatefulSet" });
    expect(update(set("1"), set("2"))).toStrictEqual(skipped);
  });
});

const SETTINGS = defaultSettings();

describe("podTemplates", () => {
  it("returns pod specs with the metadata of their templates, but not of the object", () => {
    const items = [deployment({ labels: { a: "b" } }), gpuPod({ labels: { a: "b" } })];
    const list = { apiVersion: "v1", kind: "List", metadata: {}, items };
    expect(podTemplates(list, SETTINGS)).toStrictEqual([
      { spec: podSpec("1"), metadata: {} },
      { spec: podSpec("1"), metadata: { labels: { a: "b" } } },
    ]);
    expect(podTemplates({ ...gpuPod() }, SETTINGS)).toStrictEqual([{ spec: podSpec("1") }]);
  });

  it.each([
    ["an unknown kind", { apiVersion: "example.com/v1", kind: "App", spec: podSpec("1") }],
    ["a kind to skip", { apiVersion: "v1", kind: "ResourceQuota", spec: podSpec("1") }],
    [
      "a malformed object",
      { apiVersion: "apps/v1", kind: "Deployment", spec: { template: "none" } },
    ],
    ["Lists that are nested too deeply", nested(20)],
  ])("returns nothing for %s", (_name, object) => {
    expect(podTemplates(object, SETTINGS)).toStrictEqual([]);
  });
});

function nested(depth: number): Record<string, unknown> {
  const items = depth === 0 ? [gpuPod()] : [nested(depth - 1)];
  return { apiVersion: "v1", kind: "List", items };
}
