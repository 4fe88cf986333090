import { injectGpuConfig, isGpuWorkload } from "kube-mps";
import { expect, it } from "vitest";
import { gpuContainer, list, pod } from "../../helpers/manifests.ts";

const CONFIG = { activeThreadPercentage: 50 };

function nested(depth: number): object {
  return depth === 0 ? pod(gpuContainer()) : list(nested(depth - 1));
}

const TOO_DEEP = {
  code: "workload/too-deep",
  message: "objects are nested too deeply, or contain the same List more than once",
  hint: "nest a List in a List at most",
};

it("Lists in Lists are an issue from the ninth on, and may hold a GPU", () => {
  expect(injectGpuConfig(nested(8), CONFIG).ok).toBe(true);
  expect(injectGpuConfig(nested(9), CONFIG)).toEqual({
    ok: false,
    issues: [{ ...TOO_DEEP, path: Array(9).fill(["items", 0]).flat() }],
    warnings: [],
  });
  expect(isGpuWorkload(nested(9))).toBe(true);
});

it("a List that is in another twice is an issue", () => {
  const inner = list(pod(gpuContainer()));
  expect(injectGpuConfig(list(inner, inner), CONFIG)).toEqual({
    ok: false,
    issues: [{ ...TOO_DEEP, path: ["items", 1] }],
    warnings: [],
  });
});

it("an object in a List twice gets its limits twice", () => {
  const one = pod(gpuContainer());
  const result = injectGpuConfig(list(one, one), CONFIG);
  expect(result.ok && result.value.edits.map(({ path }) => path.slice(0, 2))).toEqual([
    ["items", 0],
    ["items", 1],
  ]);
});

it("a trial that holds a whole object is walked into", () => {
  const experiment = {
    apiVersion: "kubeflow.org/v1beta1",
    kind: "Experiment",
    spec: { trialTemplate: { trialSpec: pod(gpuContainer()) } },
  };
  const result = injectGpuConfig(experiment, CONFIG);
  expect(result.ok && result.value.edits.map(({ path }) => path.join("/"))).toEqual([
    "spec/trialTemplate/trialSpec/spec/containers/0/env",
  ]);
});
