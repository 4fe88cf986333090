import fc from "fast-check";
import { uninjectGpuConfig } from "kube-mps";
import { injectYaml, uninjectYaml } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";
import { readDocument } from "../../../src/document/parser/read-document.ts";
import { config } from "../../helpers/arbitraries/config.ts";
import { options } from "../../helpers/arbitraries/options.ts";
import { yamlText } from "../../helpers/arbitraries/yaml-text.ts";
import { runs } from "../../helpers/properties.ts";

function read(text: string): unknown {
  const reading = readDocument(text);
  return reading.ok ? reading.value : undefined;
}

/** Whether an `env` without items is somewhere in a value. */
function hasEmptyEnv(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, child]) => {
    const isEmpty = child === null || (Array.isArray(child) && child.length === 0);
    return (/env/i.test(key) && isEmpty) || hasEmptyEnv(child);
  });
}

/** Whether a text has more resource limits than it had. */
function addsLimits(before: string, after: string): boolean {
  const count = (text: string): number => JSON.stringify(read(text)).match(/nvidia/g)?.length ?? 0;
  return count(after) > count(before);
}

describe("uninjected text", () => {
  it("is what injectYaml was given, if that had no limits and no empty env", () => {
    let compared = 0;
    fc.assert(
      fc.property(yamlText(), config(), options(), ({ text }, config, options) => {
        const { resourceLimits: _, ...others } = options;
        const bare = uninjectYaml(text, others);
        if (!bare.ok || hasEmptyEnv(read(bare.value.text))) return;
        const injected = injectYaml(bare.value.text, config, others);
        if (!injected.ok || !injected.value.changed) return;
        // What a merge supplies was written out, and there is no telling that it was.
        if (text.includes("<<")) return;
        if (addsLimits(bare.value.text, injected.value.text)) return;
        const back = uninjectYaml(injected.value.text, others);
        if (!back.ok) expect(back.issues[0].code).toBe("yaml/alias");
        else expect(back.value.text).toBe(bare.value.text);
        compared++;
      }),
      runs(400),
    );
    expect(compared).toBeGreaterThan(0);
  });

  it("holds the object of uninjectGpuConfig, or is refused for the same reasons", () => {
    fc.assert(
      fc.property(yamlText(), config(), options(), ({ text }, config, options) => {
        const object = read(text);
        if (typeof object !== "object" || object === null) return;
        for (const only of [undefined, config]) {
          const wanted = uninjectGpuConfig(object, { ...options, only });
          const result = uninjectYaml(text, { ...options, only });
          if (result.ok) {
            expect(wanted.ok && wanted.value.object).toEqual(read(result.value.text));
          } else if (!wanted.ok) {
            expect(result.issues.map(({ code }) => code)).toEqual(
              wanted.issues.map(({ code }) => code),
            );
          } else {
            for (const { code } of result.issues) expect(code).toMatch(/^yaml\//);
          }
        }
      }),
      runs(120),
    );
  });

  it("has every comment that it had", () => {
    const commented = yamlText().filter(({ text }) => / # \w/.test(text));
    fc.assert(
      fc.property(commented, config(), options(), ({ text }, config, options) => {
        const comments = text.match(/(?<=\s)# \w[^\r\n]*/g) ?? [];
        for (const result of [uninjectYaml(text, options), injectYaml(text, config, options)]) {
          if (!result.ok) continue;
          for (const comment of comments) expect(result.value.text).toContain(comment.trimEnd());
        }
      }),
      runs(120),
    );
  });
});
