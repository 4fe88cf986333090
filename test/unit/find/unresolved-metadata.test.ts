import { findGpuContainers, injectGpuConfig, isGpuWorkload } from "kube-mps";
import { describe, expect, it } from "vitest";
import { unresolvedMetadata } from "../../../src/find/unresolved-metadata.ts";
import { unresolved } from "../../../src/result/unresolved.ts";
import { gpuContainer, plainContainer } from "../../helpers/manifests.ts";

const LIMITS = { pinnedDeviceMemoryLimit: "4Gi" };
const VALUES: [string, unknown][] = [
  ["a promise", Promise.resolve({ a: "b" })],
  ["a Map", new Map([["a", "b"]])],
  ["a function", () => ({ a: "b" })],
];

const deployment = (container: object, own: object, template: object) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: own,
  spec: { template: { metadata: template, spec: { containers: [container] } } },
});

describe("unresolvedMetadata", () => {
  it.each<[unknown]>([[undefined], [null], ["none"], [{}], [{ labels: { a: "b" } }]])(
    "of %j is nothing",
    (metadata) => {
      expect(unresolvedMetadata({ metadata }, () => ["a"], ["labels", "annotations"])).toEqual([]);
    },
  );

  it("is each map that is asked for", () => {
    const labels = new Map();
    const metadata = { labels, annotations: new Map() };
    expect(unresolvedMetadata({ metadata }, () => ["a"], ["labels"])).toEqual([
      unresolved(["a", "metadata", "labels"], labels),
    ]);
  });
});

describe.each(VALUES)("%s", (_what, value) => {
  const own = { metadata: value };

  it.each<[string, object, (string | number)[][]]>([
    [
      "the labels and annotations of a pod",
      {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { labels: value, annotations: value },
        spec: { containers: [gpuContainer(), gpuContainer()] },
      },
      [
        ["metadata", "annotations"],
        ["metadata", "labels"],
      ],
    ],
    [
      "the metadata of a pod",
      { apiVersion: "v1", kind: "Pod", ...own, spec: { containers: [gpuContainer()] } },
      [["metadata"]],
    ],
    [
      "maps of a Deployment and of its template",
      deployment(gpuContainer(), { annotations: value }, { labels: value, annotations: value }),
      [
        ["spec", "template", "metadata", "annotations"],
        ["metadata", "annotations"],
        ["spec", "template", "metadata", "labels"],
      ],
    ],
  ])("in place of %s is an issue", (_where, object, paths) => {
    const expected = paths.map((path) => unresolved(path, value));
    expect(injectGpuConfig(object, LIMITS)).toEqual({ ok: false, issues: expected, warnings: [] });
    expect(findGpuContainers(object)).toEqual({ ok: false, issues: expected, warnings: [] });
    expect(isGpuWorkload(object)).toBe(true);
  });

  it("in place of the annotations of a template may ask for a part of a GPU", () => {
    const object = deployment(plainContainer(), {}, { annotations: value });
    expect(isGpuWorkload(object)).toBe(true);
    expect(injectGpuConfig(object, LIMITS)).toEqual({
      ok: false,
      issues: [unresolved(["spec", "template", "metadata", "annotations"], value)],
      warnings: [],
    });
  });

  it("elsewhere in the metadata of an object without a GPU does not matter", () => {
    const object = deployment(plainContainer(), { annotations: value }, { labels: value });
    expect(isGpuWorkload(object)).toBe(false);
    expect(injectGpuConfig(object, LIMITS)).toMatchObject({ ok: true, value: { object } });
  });
});
