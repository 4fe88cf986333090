import fc from "fast-check";
import { createYamlInjector, type DocumentReport, injectYaml } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";
import { mutatedText, yamlText } from "../../helpers/arbitraries/yaml-text.ts";
import { runs } from "../../helpers/properties.ts";

const CONFIG = { pinnedDeviceMemoryLimit: "1Gi", activeThreadPercentage: 50 };

const SEPARATORS = [
  "---\n",
  "---\r\n",
  "--- # next\n",
  "\n---\n",
  "---\n---\n",
  "--- {}\n",
] as const;
const JSON_TEXTS = [
  '{"kind": "Pod", "a": "}\\"{ \\\\", "b": ["---", "{"]}\n',
  '{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"resources":{"limits":{"nvidia.com/gpu":1}}}]}}',
  '{\n  "a": "x\\\\"\n}\n',
  "{}\n",
  '{"a": "unterminated',
] as const;

/** Texts of several documents, YAML and JSON, whole and broken. */
const texts = (): fc.Arbitrary<string> => {
  const part = fc.oneof(
    yamlText().map(({ text }) => text),
    mutatedText(),
    fc.constantFrom(...JSON_TEXTS),
    fc.constantFrom(
      ...SEPARATORS,
      "# only a comment\n",
      "\uFEFF",
      "\n",
      "😀: 1\r\n",
      "%YAML 1.1\n",
    ),
  );
  const separator = fc.constantFrom("", ...SEPARATORS, ...SEPARATORS);
  return fc
    .array(fc.tuple(part, separator), { maxLength: 5 })
    .map((parts) => parts.flat().join(""));
};

/** A text cut at fractions of its length. */
function cut(text: string, fractions: readonly number[]): string[] {
  const at = [0, ...fractions.map((one) => Math.floor(one * text.length)), text.length];
  at.sort((a, b) => a - b);
  return at.slice(1).map((end, index) => text.slice(at[index], end));
}

/** The text and the reports of chunks, up to the first failure. */
function injectChunks(chunks: readonly string[]) {
  const documents: DocumentReport[] = [];
  const warnings: unknown[] = [];
  const injector = createYamlInjector(CONFIG, { onDocument: (report) => documents.push(report) });
  let text = "";
  for (const result of [...chunks.map((chunk) => injector.push(chunk)), injector.end()]) {
    if (!result.ok) return { text, documents, issues: result.issues };
    text += result.value;
    warnings.push(...result.warnings);
  }
  return { text, documents, warnings };
}

function agrees(text: string, chunks: readonly string[]): void {
  const whole = injectYaml(text, CONFIG);
  const parts = injectChunks(chunks);
  if (whole.ok) {
    const { documents } = whole.value;
    expect(parts).toEqual({ text: whole.value.text, documents, warnings: whole.warnings });
  } else {
    // A stream stops at the first block that fails; its first issue is the first in the text.
    expect(parts.issues?.[0]).toEqual(whole.issues[0]);
    const kept = injectYaml(text, CONFIG, { onInvalidDocument: "keep" });
    const { documents } = kept.ok ? kept.value : { documents: [] };
    expect(parts.documents).toEqual(documents.slice(0, parts.documents.length));
    expect(kept.ok && kept.value.text.startsWith(parts.text)).toBe(true);
  }
}

describe("a text in chunks", () => {
  it("gives what it gives in one piece, wherever it is cut", () => {
    const fractions = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });
    fc.assert(
      fc.property(texts(), fractions, (text, fractions) => agrees(text, cut(text, fractions))),
      runs(150),
    );
  });

  it("gives the same if it is a sequence of JSON objects", () => {
    const parts = fc.constantFrom(...JSON_TEXTS, "\n", " ", "# c\n", "---\n", "}", "{", "\uFEFF");
    const fractions = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 8 }), fractions, (objects, fractions) => {
        agrees(objects.join(""), cut(objects.join(""), fractions));
      }),
      runs(400),
    );
  });

  it("gives the same unit by unit", () => {
    fc.assert(
      fc.property(texts(), (text) =>
        agrees(text, text.slice(0, 3000).split("").concat(text.slice(3000))),
      ),
      runs(40),
    );
  });
});
