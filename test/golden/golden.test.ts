import fastJsonPatch from "fast-json-patch";
import { injectGpuConfig, isGpuWorkload, toJsonPatch, unwrap } from "kube-mps";
import { describe, expect, it } from "vitest";
import { type GoldenCase, goldenCases, objectsOf } from "./golden-cases.ts";

const CONFIG = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 } as const;

const cases = goldenCases();

/** Every way from the manifests as they are to the manifests with their limits. */
const objectRoutes = {
  object: (object: object) => unwrap(injectGpuConfig(object, CONFIG)).object,
  "JSON Patch": (object: object) => {
    const patch = toJsonPatch(unwrap(injectGpuConfig(object, CONFIG)).edits);
    return fastJsonPatch.applyPatch(structuredClone(object), structuredClone(patch) as never, true)
      .newDocument;
  },
};

describe.each(Object.entries(objectRoutes))("golden pairs by %s", (_route, inject) => {
  it.each(cases)("$name", ({ input, expected }: GoldenCase) => {
    expect(objectsOf(input).map((object) => inject(object))).toEqual(objectsOf(expected));
  });
});

describe("golden pairs, injected twice", () => {
  it.each(cases)("$name", ({ expected }: GoldenCase) => {
    for (const object of objectsOf(expected)) {
      const second = unwrap(injectGpuConfig(object, CONFIG));
      expect(second).toMatchObject({ changed: false, edits: [] });
      expect(second.object).toBe(object);
    }
  });
});

describe("what is left alone", () => {
  it.each(cases.filter(({ leftAlone }) => leftAlone))("$name", ({ input }: GoldenCase) => {
    for (const object of objectsOf(input)) {
      const result = injectGpuConfig(object, CONFIG);
      expect(result).toEqual({
        ok: true,
        warnings: [],
        value: {
          object,
          changed: false,
          edits: [],
          containers: [],
          reason: expect.stringMatching(/^(managed|not-a-workload)$/),
        },
      });
      expect(unwrap(result).object).toBe(object);
      expect(isGpuWorkload(object)).toBe(false);
    }
  });
});
