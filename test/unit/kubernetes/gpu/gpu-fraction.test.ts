import { findGpuContainers, formatIssue, injectGpuConfig, isGpuWorkload, unwrap } from "kube-mps";
import { describe, expect, it } from "vitest";
import { deployment, gpuContainer, MEMORY, plainContainer } from "../../../helpers/manifests.ts";

const CONFIG = { pinnedDeviceMemoryLimit: "4Gi" };

/** A pod with annotations. */
function annotated(annotations: object, ...containers: object[]) {
  return { apiVersion: "v1", kind: "Pod", metadata: { annotations }, spec: { containers } };
}

const two = [plainContainer({ name: "a" }), plainContainer({ name: "b" })];

/** The GPU containers, and how many GPUs each has. */
function found(object: object): unknown {
  return unwrap(findGpuContainers(object)).map(({ name, gpus, count }) => [name, gpus, count]);
}

describe("a pod with KAI's annotations uses a GPU", () => {
  const gpus = [{ resource: "gpu-fraction", count: 1 }];
  it.each<[string, object, unknown]>([
    ["in its first container", { "gpu-fraction": "0.5" }, ["a", gpus, 1]],
    ["by its memory too", { "gpu-memory": "2000" }, ["a", gpus, 1]],
    [
      "in the container that it names",
      { "gpu-fraction": "0.5", "gpu-fraction-container-name": "b" },
      ["b", gpus, 1],
    ],
    [
      "in the first if there is none of that name",
      { "gpu-fraction": "0.5", "gpu-fraction-container-name": "c" },
      ["a", gpus, 1],
    ],
    [
      "of several cards",
      { "gpu-fraction": "0.5", "gpu-fraction-num-devices": "2" },
      ["a", [{ resource: "gpu-fraction", count: 2 }], 2],
    ],
  ])("%s", (_where, annotations, expected) => {
    const object = annotated(annotations, ...two);
    expect(found(object)).toEqual([expected]);
    expect(isGpuWorkload(object)).toBe(true);
  });

  it("and gets limits there", () => {
    const { object, containers } = unwrap(
      injectGpuConfig(annotated({ "gpu-fraction": "0.5" }, ...two), CONFIG),
    );
    expect(object.spec.containers).toEqual([
      { ...two[0], env: [{ name: MEMORY, value: "0=4096M" }] },
      two[1],
    ]);
    expect(containers).toMatchObject([{ name: "a", resource: "gpu-fraction", count: 1 }]);
  });

  it("in an init container that it names", () => {
    const annotations = { "gpu-fraction": "0.5", "gpu-fraction-container-name": "i" };
    const object = annotated(annotations, ...two);
    const spec = { ...object.spec, initContainers: [plainContainer({ name: "i" })] };
    expect(found({ ...object, spec })).toEqual([["i", gpus, 1]]);
  });

  it("once, if the container requests one as well", () => {
    const object = annotated({ "gpu-fraction": "0.5" }, gpuContainer({ name: "a" }));
    expect(found(object)).toEqual([["a", [{ resource: "nvidia.com/gpu", count: 1 }], 1]]);
  });

  it("unless it has no container", () => {
    expect(found(annotated({ "gpu-fraction": "0.5" }))).toEqual([]);
  });
});

it("is its template's annotations that count, not those of what makes it", () => {
  const plain = {
    ...deployment(plainContainer()),
    metadata: { annotations: { "gpu-fraction": "0.5" } },
  };
  expect(isGpuWorkload(plain)).toBe(false);
  const template = {
    metadata: { annotations: { "gpu-fraction": "0.5" } },
    spec: plain.spec.template.spec,
  };
  expect(isGpuWorkload({ ...plain, spec: { template } })).toBe(true);
});

it("has a number of cards that is no number reported at the annotation", () => {
  const annotations = { "gpu-fraction": "0.5", "gpu-fraction-num-devices": "two" };
  const result = injectGpuConfig(annotated(annotations, ...two), CONFIG);
  expect(result.ok ? [] : result.issues.map(formatIssue)).toEqual([
    'metadata.annotations.gpu-fraction-num-devices: a number of GPUs must be whole; write "1" (got "two") [gpu/quantity]',
  ]);
  expect(isGpuWorkload(annotated(annotations, ...two))).toBe(true);
});
