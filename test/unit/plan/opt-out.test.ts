import { injectGpuConfig, isGpuWorkload } from "kube-mps";
import { describe, expect, it } from "vitest";
import { deployment, gpuContainer, list, type Manifest, pod } from "../../helpers/manifests.ts";

const CONFIG = { activeThreadPercentage: 50 };
const options = { optOut: { label: "example.com/no-mps", annotation: "example.com/alone" } };
const LABELLED = { labels: { "example.com/no-mps": "true" } };
const ANNOTATED = { annotations: { "example.com/alone": "true" } };

function templateWith(metadata: unknown) {
  const object = deployment(gpuContainer());
  (object.spec.template as Manifest)["metadata"] = metadata;
  return object;
}

const SPARK = {
  apiVersion: "sparkoperator.k8s.io/v1beta2",
  kind: "SparkApplication",
  spec: { driver: { name: "main", gpu: { name: "nvidia.com/gpu", quantity: 1 } } },
};

const OUT: [name: string, object: object][] = [
  ["a labelled Pod", { ...pod(gpuContainer()), metadata: LABELLED }],
  ["an annotated Pod", { ...pod(gpuContainer()), metadata: ANNOTATED }],
  ["a labelled Deployment", { ...deployment(gpuContainer()), metadata: LABELLED }],
  ["a labelled pod template", templateWith(LABELLED)],
  ["a labelled item of a List", list({ ...deployment(gpuContainer()), metadata: LABELLED })],
  ["an annotated template in a List", list(templateWith(ANNOTATED))],
  ["what is like a container, in a labelled object", { ...SPARK, metadata: LABELLED }],
];

const IN: [name: string, object: object][] = [
  ["another label", { ...pod(gpuContainer()), metadata: { labels: { other: "true" } } }],
  ["another value", templateWith({ labels: { "example.com/no-mps": "True" } })],
  ["a value that is no text", templateWith({ labels: { "example.com/no-mps": true } })],
  ["the label's name as an annotation", templateWith({ annotations: LABELLED.labels })],
  ["metadata that is none", templateWith("labels")],
  ["labels that are none", templateWith({ labels: ["example.com/no-mps"] })],
];

describe("opted out", () => {
  it.each(OUT)("%s", (_, object) => {
    const result = injectGpuConfig(object, CONFIG, options);
    expect(result).toMatchObject({
      ok: true,
      value: {
        changed: false,
        containers: [{ name: "main", action: "skipped", reason: "opted-out" }],
        reason: "opted-out",
      },
      warnings: [],
    });
    expect(isGpuWorkload(object)).toBe(true);
    expect(injectGpuConfig(object, CONFIG)).toMatchObject({ ok: true, value: { changed: true } });
  });

  it("leaves the other items of a List in", () => {
    const object = list({ ...pod(gpuContainer()), metadata: LABELLED }, pod(gpuContainer()));
    const result = injectGpuConfig(object, CONFIG, options);
    expect(result.ok && result.value.containers.map(({ action }) => action)).toEqual([
      "skipped",
      "injected",
    ]);
  });

  it("goes before an unknown kind", () => {
    const object = {
      kind: "Unknown",
      metadata: LABELLED,
      spec: { containers: [gpuContainer({ image: "a" })] },
    };
    const result = injectGpuConfig(object, CONFIG, { ...options, unknownKinds: "error" });
    expect(result).toMatchObject({ ok: true, value: { reason: "opted-out" }, warnings: [] });
  });
});

describe("not opted out", () => {
  it.each(IN)("by %s", (_, object) => {
    const result = injectGpuConfig(object, CONFIG, options);
    expect(result).toMatchObject({ ok: true, value: { changed: true } });
  });
});

it("is asked for by a label or by an annotation alone", () => {
  const { label, annotation } = options.optOut;
  const labelled = { ...pod(gpuContainer()), metadata: LABELLED };
  const annotations = { ...ANNOTATED.annotations, undefined: "true" };
  const annotated = { ...pod(gpuContainer()), metadata: { annotations } };
  const changed = [{ label }, { annotation }].map((optOut) =>
    [labelled, annotated].map((object) => {
      const result = injectGpuConfig(object, CONFIG, { optOut });
      return result.ok && result.value.changed;
    }),
  );
  expect(changed).toEqual([
    [false, true],
    [true, false],
  ]);
});
