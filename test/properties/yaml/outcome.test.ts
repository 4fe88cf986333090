import { diffLines } from "diff";
import fc from "fast-check";
import { findGpuContainers, type InjectOptions, injectGpuConfig, type MpsConfig } from "kube-mps";
import { type DocumentReader, findGpuContainersYaml, injectYaml } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { readDocument } from "../../../src/document/parser/read-document.ts";
import { applyTextEdits } from "../../../src/document/text/text-edit.ts";
import { config } from "../../helpers/arbitraries/config.ts";
import { options } from "../../helpers/arbitraries/options.ts";
import { mutatedText, type YamlText, yamlText } from "../../helpers/arbitraries/yaml-text.ts";
import { runs } from "../../helpers/properties.ts";

/** As kubectl reads it; `undefined` if it cannot. */
function read(text: string): unknown {
  const reading = readDocument(text);
  return reading.ok ? reading.value : undefined;
}

/** As the `yaml` package reads it by itself; `undefined` if it cannot. */
function parse(text: string): unknown {
  const document = parseDocument(text, { merge: true, uniqueKeys: false, logLevel: "silent" });
  return document.errors.length === 0 ? document.toJS({ maxAliasCount: -1 }) : undefined;
}

function isEqual(a: unknown, b: unknown): boolean {
  try {
    expect(a).toEqual(b);
    return true;
  } catch {
    return false;
  }
}

function holds(
  law: (written: YamlText, config: MpsConfig, options: InjectOptions) => void,
  count = 120,
): void {
  fc.assert(fc.property(yamlText(), config(), options(), law), runs(count));
}

describe("injected text", () => {
  it("evaluates to the object that injectGpuConfig returns, or is refused for the same reasons", () => {
    holds(({ text, value, isFaithful }, config, options) => {
      const object = read(text);
      if (isFaithful && object !== undefined) expect(object).toEqual(value);
      if (typeof object !== "object" || object === null) return;
      const wanted = injectGpuConfig(object, config, options);
      const readers: DocumentReader[] = [];
      const onRead = (reader: DocumentReader) => readers.push(reader);
      const result = injectYaml(text, config, { ...options, onRead });
      if (result.ok) {
        expect(wanted.ok && wanted.value.object).toEqual(read(result.value.text));
        const reports = result.value.documents.map(({ containers }) => containers);
        // A document that cannot name a GPU is not searched, not even for claims.
        if (readers[0] !== "none") expect(reports[0]).toEqual(wanted.ok && wanted.value.containers);
      } else if (!wanted.ok) {
        expect(result.issues.map(({ code, path }) => ({ code, path }))).toEqual(
          wanted.issues.map(({ code, path }) => ({ code, path })),
        );
      } else {
        for (const { code } of result.issues) expect(code).toMatch(/^yaml\//);
      }
    });
  });

  it("evaluates to that object for the yaml package, if that reads the text as kubectl does", () => {
    holds(({ text }, config, options) => {
      const object = parse(text);
      const result = injectYaml(text, config, options);
      if (!result.ok || typeof object !== "object" || object === null) return;
      if (!isEqual(object, read(text))) return;
      const wanted = injectGpuConfig(object, config, options);
      expect(parse(result.value.text)).toEqual(wanted.ok && wanted.value.object);
    }, 80);
  });

  it("is not changed by a second injection", () => {
    holds(({ text }, config, options) => {
      const once = injectYaml(text, config, options);
      if (!once.ok) return;
      const twice = injectYaml(once.value.text, config, options);
      expect(twice).toMatchObject({ ok: true, value: { changed: false, text: once.value.text } });
    });
  });

  it("keeps every line if entries are only added", () => {
    holds(({ text }, config, options) => {
      const result = injectYaml(text, config, { ...options, onConflict: "keep" });
      if (!result.ok) return;
      const parts = diffLines(text, result.value.text, { stripTrailingCr: false });
      const removed = parts
        .filter((part) => part.removed)
        .flatMap((part) => part.value.split("\n"));
      // Lines with empty values, in flow style, or without a final line break are replaced.
      for (const line of removed) expect(`${line} `).toMatch(/[[\]{}]|null|~|: *\r? |^ *$/i);
      expect(result.value.changed || removed.length === 0).toBe(true);
    });
  });
});

describe("text edits", () => {
  it("applied to the text they were made for, give the injected text", () => {
    holds(({ text }, config, options) => {
      const whole = `${text}\n---\n${text}`;
      const result = injectYaml(whole, config, { ...options, onInvalidDocument: "keep" });
      if (!result.ok) return;
      const { documents, textEdits } = result.value;
      expect(applyTextEdits(whole, textEdits)).toBe(result.value.text);
      expect(documents.flatMap((document) => document.textEdits)).toEqual(textEdits);
      expect(result.value.changed).toBe(textEdits.length > 0);
    });
  });
});

describe("GPU containers", () => {
  it("found in text are those found in the object", () => {
    holds(({ text }, _, { kinds, gpuResources, unknownKinds }) => {
      const object = read(text);
      if (typeof object !== "object" || object === null) return;
      const options = { kinds, gpuResources, unknownKinds };
      const readers: DocumentReader[] = [];
      const onRead = (reader: DocumentReader) => readers.push(reader);
      const found = findGpuContainersYaml(text, { ...options, onRead });
      const expected = findGpuContainers(object, options);
      // A document that cannot name a GPU is not searched, not even for claims.
      if (readers[0] === "none") return;
      const containers = found.ok
        ? found.value.flatMap((document) => document.containers)
        : undefined;
      expect(containers?.map(({ position: _, ...container }) => container)).toEqual(
        expected.ok ? expected.value : undefined,
      );
    });
  });
});

describe("an issue", () => {
  it("points into the text, at its line and column", () => {
    const texts = fc.oneof(
      mutatedText(),
      yamlText().map(({ text }) => text),
    );
    fc.assert(
      fc.property(texts, config(), options(), (text, config, options) => {
        const result = injectYaml(text, config, options);
        for (const { position, code } of [
          ...(result.ok ? [] : result.issues),
          ...result.warnings,
        ]) {
          if (position === undefined)
            expect(code).toMatch(/^(config|threads|memory|device|priority)\//);
          if (position === undefined) continue;
          const before = text.slice(0, position.offset);
          expect(position.offset).toBeLessThanOrEqual(text.length);
          expect(position.line).toBe(before.split("\n").length);
          expect(position.column).toBe(position.offset - before.lastIndexOf("\n"));
        }
      }),
      runs(100),
    );
  });
});
