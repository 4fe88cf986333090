import fc from "fast-check";
import { type InjectOptions, injectGpuConfig, type LimitsSource, toJsonPatch } from "kube-mps";
import { reviewAdmission } from "kube-mps/admission";
import { createYamlInjector, type DocumentReader, injectYaml } from "kube-mps/yaml";
import { applyPatch } from "rfc6902";
import { describe, expect, it } from "vitest";
import { limitsSource } from "../helpers/arbitraries/limits-source.ts";
import { options } from "../helpers/arbitraries/options.ts";
import { knownWorkload, manyWorkloads, oddWorkload } from "../helpers/arbitraries/workload.ts";
import { at } from "../helpers/outcome.ts";
import { runs } from "../helpers/properties.ts";
import { decodePatch, reviewOf } from "../unit/admission/fixtures.ts";

/** Every other option too, with values that change a decision about these objects. */
const allOptions = (): fc.Arbitrary<InjectOptions> =>
  fc
    .tuple(
      options(),
      fc.record<InjectOptions>(
        {
          minMemory: fc.constantFrom("1Mi", "1Gi"),
          gpuResources: fc.constantFrom(["nvidia.com/gpu"], ["nvidia.com/*", "example.com/share"]),
          unknownKinds: fc.constantFrom("warn", "inject", "skip", "error"),
          namespace: fc.constant("ml"),
          optOut: fc.constantFrom({}, { label: "app" }, { annotation: "app" }),
        },
        { requiredKeys: [] },
      ),
    )
    .map(([some, others]) => ({ ...some, ...others }));

function holds(
  law: (object: object, limits: LimitsSource, options: InjectOptions) => void,
  count = 150,
): void {
  const object = manyWorkloads(fc.oneof(knownWorkload(), oddWorkload())).map((workload): object =>
    JSON.parse(JSON.stringify(workload.object)),
  );
  fc.assert(fc.property(object, limitsSource(), allOptions(), law), runs(count));
}

describe("all surfaces agree", () => {
  it("on objects and their JSON Patch", () => {
    holds((object, limits, options) => {
      const result = injectGpuConfig(object, limits, options);
      if (!result.ok) return;
      const copy = structuredClone(object);
      const failed = applyPatch(copy, toJsonPatch(result.value.edits) as never).filter(Boolean);
      expect({ copy, failed }).toEqual({ copy: result.value.object, failed: [] });
    });
  });

  it("on objects and texts", () => {
    holds((object, limits, options) => {
      const wanted = injectGpuConfig(object, limits, options);
      const readers: DocumentReader[] = [];
      const onRead = (reader: DocumentReader): number => readers.push(reader);
      const text = JSON.stringify(object, null, 2);
      const result = injectYaml(text, limits, { ...options, onRead });
      if (!result.ok || !wanted.ok) {
        expect(result.ok || result.issues.map(at)).toEqual(wanted.ok || wanted.issues.map(at));
        return;
      }
      expect(JSON.parse(result.value.text)).toEqual(wanted.value.object);
      // A document that cannot name a GPU is not read, and nothing is reported of it.
      if (readers[0] === "none") return;
      expect(result.value.documents.map(({ containers }) => containers)).toEqual([
        wanted.value.containers,
      ]);
      expect(result.warnings.map(at)).toEqual(wanted.warnings.map(at));
    });
  });

  it("on texts and streams", () => {
    holds((object, limits, options) => {
      const text = `---\n${JSON.stringify(object, null, 2)}\n---\n${JSON.stringify(object)}\n`;
      const whole = injectYaml(text, limits, options);
      const injector = createYamlInjector(limits, options);
      let written = "";
      for (let from = 0; from < text.length; from += 97) {
        const part = injector.push(text.slice(from, from + 97));
        if (part.ok) written += part.value;
      }
      const end = injector.end();
      if (end.ok) written += end.value;
      expect(end.ok).toBe(whole.ok);
      if (whole.ok) expect(written).toBe(whole.value.text);
      // A stream stops at the first invalid document.
      else if (!end.ok)
        expect(whole.issues.map(at)).toEqual(expect.arrayContaining(end.issues.map(at)));
    });
  });

  it("on objects and reviews", () => {
    holds((object, limits, options) => {
      const named = { ...object, metadata: { name: "train", namespace: "ml" } };
      const wanted = injectGpuConfig(named, limits, { ...options, namespace: "ml" });
      const { response } = reviewAdmission(reviewOf(named), limits, options);
      expect(response.allowed).toBe(wanted.ok);
      if (!wanted.ok) {
        const codes = new Set(wanted.issues.map(({ code }) => code));
        for (const code of codes) expect(response.status?.message).toContain(code);
        return;
      }
      const copy = structuredClone(named);
      applyPatch(copy, (decodePatch(response.patch) ?? []) as never);
      expect(copy).toEqual(wanted.value.object);
    });
  });
});
