import { injectGpuConfig, isGpuWorkload } from "kube-mps";
import { describe, expect, it } from "vitest";
import { deployment, plainContainer } from "../../helpers/manifests.ts";

const CONFIG = { activeThreadPercentage: 50 };

/** The same object, with every property that is read noted down by its path. */
function watched(object: object, reads: string[], path = ""): object {
  const watch = (target: object, key: string | symbol): unknown => {
    const value: unknown = Reflect.get(target, key);
    if (typeof key === "symbol" || typeof value === "function") return value;
    const at = path === "" ? key : `${path}.${key}`;
    reads.push(at);
    return typeof value === "object" && value !== null ? watched(value, reads, at) : value;
  };
  return new Proxy(object, { get: watch });
}

/** How many objects and lists an object is made of, and how many properties they have in all. */
function sizeOf(value: unknown): { objects: number; properties: number } {
  if (typeof value !== "object" || value === null) return { objects: 0, properties: 0 };
  const children = Object.values(value).map(sizeOf);
  return {
    objects: 1 + children.reduce((sum, { objects }) => sum + objects, 0),
    properties: children.reduce((sum, one) => sum + one.properties, children.length),
  };
}

/** A ballast that a walk had better not look at. */
const BALLAST = Object.fromEntries(
  Array.from({ length: 200 }, (_, index) => [`key${index}`, { values: [index, { index }] }]),
);

function readsOf(object: object): string[] {
  const reads: string[] = [];
  expect(injectGpuConfig(watched(object, reads), CONFIG).ok).toBe(true);
  return reads;
}

describe("an object of a known kind", () => {
  const light = deployment(plainContainer());
  const heavy = {
    ...light,
    metadata: { ...light.metadata, annotations: BALLAST },
    spec: { ...light.spec, ...BALLAST },
    status: BALLAST,
  };

  it("is read on its own path only", () => {
    const template = "spec.template.spec";
    const resources = `${template}.containers.0.resources`;
    expect(new Set(readsOf(light))).toEqual(
      new Set([
        "kind",
        "apiVersion",
        "spec",
        "spec.template",
        template,
        `${template}.containers`,
        `${template}.containers.length`,
        `${template}.containers.0`,
        resources,
        `${resources}.limits`,
        `${resources}.requests`,
        `${resources}.claims`,
        `${template}.initContainers`,
        `${template}.ephemeralContainers`,
        // Whether it is a promise.
        ...[template, `${template}.containers.0`, resources, `${resources}.limits`].map(
          (path) => `${path}.then`,
        ),
      ]),
    );
  });

  it("costs the same whatever else is in it", () => {
    expect(readsOf(heavy)).toEqual(readsOf(light));
  });
});

describe("an object of an unknown kind without a GPU", () => {
  const object = { apiVersion: "example.com/v1", kind: "Farm", spec: { a: BALLAST, b: [BALLAST] } };

  it("costs one walk: every property once, and the two lists of a pod spec in each object", () => {
    const { objects, properties } = sizeOf(object);
    const lengths = (reads: string[]) => reads.filter((read) => read.endsWith(".length")).length;
    for (const look of [injectGpuConfig, isGpuWorkload] as const) {
      const reads: string[] = [];
      look(watched(object, reads), look === isGpuWorkload ? {} : (CONFIG as never));
      expect(reads.length - lengths(reads)).toBeLessThanOrEqual(properties + 2 * objects + 4);
    }
  });

  it("never looks below status", () => {
    const reads = readsOf({ ...object, status: BALLAST });
    expect(reads.filter((read) => read.startsWith("status."))).toEqual([]);
  });
});
