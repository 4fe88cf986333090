import fastJsonPatch from "fast-json-patch";
import { injectGpuConfig, unwrap } from "kube-mps";
import { reviewAdmission } from "kube-mps/admission";
import { applyPatch } from "rfc6902";
import { describe, expect, it } from "vitest";
import { CONFIG, decodePatch, podSpec, reviewOf } from "./fixtures.ts";

const [container] = podSpec("1").containers;

/** Odd keys on the way, and an env that is appended to, replaced in and removed from. */
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

describe("the patch of a response", () => {
  it("applied by anybody, comes to the object that is injected", () => {
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
});
