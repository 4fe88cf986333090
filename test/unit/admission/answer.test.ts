import fastJsonPatch from "fast-json-patch";
import { formatIssue, injectGpuConfig, unwrap } from "kube-mps";
import { reviewAdmission } from "kube-mps/admission";
import { applyPatch } from "rfc6902";
import { describe, expect, it } from "vitest";
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

describe("an answer that denies", () => {
  it("lists every issue in the message and in the causes", () => {
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

  it("names the object as far as it is known", () => {
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

  it("has the warnings as well", () => {
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

  it("has status 500 for invalid options, each of them listed", () => {
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

const [container] = podSpec("1").containers;

/** Odd keys on the path, and an env list with items to add, replace and remove. */
const AWKWARD = {
  apiVersion: "kubeflow.org/v1",
  kind: "PyTorchJob",
  spec: {
    pytorchReplicaSpecs: {
      "a/b~c": { template: { spec: podSpec("1") } },
      "~1": { template: { spec: podSpec("1") } },
      "Zürich ✓": { template: { spec: podSpec("1") } },
      Worker: {
        template: {
          spec: {
            initContainers: [container, { ...container, env: null }],
            containers: [
              {
                ...container,
                env: [
                  { name: "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", value: "10" },
                  { name: "A", value: "1" },
                  { name: "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", value: "20" },
                  { name: "B", value: "2" },
                  { name: "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", value: "30" },
                ],
              },
            ],
          },
        },
      },
    },
  },
};

describe("an answer that allows", () => {
  it("has a patch that gives the injected object, whichever library applies it", () => {
    const review = reviewOf(AWKWARD);
    const { object, edits } = unwrap(injectGpuConfig(AWKWARD, CONFIG));
    expect(new Set(edits.map(({ op }) => op))).toStrictEqual(new Set(["add", "replace", "remove"]));
    const patch = decodePatch(reviewAdmission(review, CONFIG).response.patch) as never;
    const byFastJsonPatch = fastJsonPatch.applyPatch(AWKWARD, patch, true, false).newDocument;
    expect(byFastJsonPatch).toStrictEqual(object);
    const byRfc6902 = structuredClone(AWKWARD);
    expect(applyPatch(byRfc6902, patch).every((error) => error === null)).toBe(true);
    expect(byRfc6902).toStrictEqual(object);
  });

  it("notes in an audit annotation that a Pod has no config", () => {
    const review = reviewOf(gpuPod());
    expect(reviewAdmission(review, undefined, { missingConfig: "skip" })).toStrictEqual(
      answer({ allowed: true, auditAnnotations: { skipped: "no-config" } }),
    );
  });

  it("notes in an audit annotation that a Pod opts out", () => {
    const review = reviewOf(gpuPod({ labels: { "example.com/no-mps": "true" } }));
    expect(reviewAdmission(review, CONFIG)).toStrictEqual(patched("/spec/containers/0/env"));
    const options = { optOut: { label: "example.com/no-mps" } };
    expect(reviewAdmission(review, CONFIG, options)).toStrictEqual(
      answer({ allowed: true, auditAnnotations: { skipped: "opted-out" } }),
    );
  });
});
