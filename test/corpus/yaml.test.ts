import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Result } from "kube-mps";
import { type DocumentReader, injectYaml, type YamlInjection } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";
import { splitDocuments } from "../../src/document/text/split-documents.ts";
import { corpus } from "../helpers/corpus.ts";
import { defaultSettings } from "../helpers/settings.ts";
import { seenByLexer, seenByPackage } from "../helpers/yaml/by-reader.ts";
import { expectedOf, pointersOf } from "./expected.ts";
import { type OracleRow, readOracle } from "./oracle.ts";

const CONFIG = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 } as const;

/** A file as text, the rows of the oracle for its documents, and the result of injection. */
interface CorpusFile {
  readonly file: string;
  readonly text: string;
  readonly rows: readonly OracleRow[];
  readonly readers: readonly DocumentReader[];
  readonly result: Result<YamlInjection>;
}

describe.skipIf(corpus === undefined)("every file of the corpus as text", () => {
  const files = corpus === undefined ? [] : readFiles(corpus);

  it("is injected, except five that are not YAML or hold a placeholder", () => {
    const failures = files.flatMap(({ file, result }) =>
      result.ok
        ? []
        : [[file, ...result.issues.map(({ code, position }) => `${code} line ${position?.line}`)]],
    );
    expect(failures).toEqual([
      [
        "GoogleCloudPlatform+kubernetes-engine-samples/ai-ml/gke-model-armor/preparing-the-model/vllm-gemma-deployment.yaml",
        "yaml/syntax line 37",
      ],
      [
        "GoogleCloudPlatform+kubernetes-engine-samples/ai-ml/infw-gw/examples/getting-started/vllm-llama3-8b-instruct.yaml",
        "yaml/syntax line 17",
      ],
      [
        "GoogleCloudPlatform+kubernetes-engine-samples/autoscaling/custom-compute-classes/reservations/deployment-gpu.yaml",
        "gpu/quantity line 43",
        "gpu/quantity line 39",
      ],
      ["kserve+kserve/docs/samples/v1beta1/custom/torchserve/gpu.yaml", "yaml/syntax line 8"],
      [
        "kubernetes-sigs+dra-driver-nvidia-gpu/tests/bats/specs/nvb.tmpl.yaml",
        "gpu/quantity line 79",
      ],
    ]);
  });

  it("has limits in exactly the GPU containers of the oracle", () => {
    for (const { file, rows, result } of files) {
      if (!result.ok || rows.some(({ ok }) => !ok)) continue;
      const injected = result.value.documents.map(({ containers }) =>
        pointersOf(
          containers.filter(({ action }) => action === "injected").map(({ path }) => path),
        ),
      );
      expect(injected, file).toEqual(rows.map((row) => expectedOf(row).injected));
    }
  });

  it("keeps every line, and gains lines of variables only", () => {
    for (const { file, text, result } of files) {
      if (!result.ok) continue;
      const { inserted, replaced } = compare(text.split("\n"), result.value.text.split("\n"));
      for (const line of inserted) expect(line, file).toMatch(VARIABLE);
      // An empty `env`, one in flow style, and a last line without a line break.
      for (const line of replaced)
        expect(line.trim(), file).toMatch(/^(?:- )?env: ?(?:\[.*\]|null)?$/);
      expect(result.value.changed, file).toBe(inserted.length > 0);
      if (!result.value.changed) expect(result.value.text).toBe(text);
    }
  });

  it("is not changed by a second injection", () => {
    for (const { file, result } of files) {
      if (!result.ok) continue;
      const again = injectYaml(result.value.text, CONFIG);
      expect(again, file).toMatchObject({
        ok: true,
        value: { changed: false, text: result.value.text },
      });
    }
  });

  it("is read in the same way by both readers, wherever the lexer is certain", () => {
    const settings = defaultSettings();
    let certain = 0;
    for (const { file, text, readers } of files) {
      if (readers.every((reader) => reader === "none")) continue;
      for (const { content, end } of splitDocuments(text)) {
        const document = text.slice(content, end);
        const byLexer = seenByLexer(document, CONFIG, settings);
        if (byLexer === undefined) continue;
        certain++;
        expect(byLexer, file).toEqual(seenByPackage(document, CONFIG, settings));
      }
    }
    expect(certain).toBeGreaterThan(500);
  });

  it("goes to the lexer in 95 of 100 documents with a GPU container", () => {
    const readers = files.flatMap(({ result, readers }) =>
      result.ok
        ? readers.filter((_, index) =>
            result.value.documents[index]?.containers.some(({ action }) => action === "injected"),
          )
        : [],
    );
    expect(readers.length).toBeGreaterThan(200);
    const lexed = readers.filter((reader) => reader === "lexer").length;
    expect(lexed / readers.length).toBeGreaterThanOrEqual(0.95);
  });
});

/** Lines that may be added: variables in any style, and the limit that a GPU request lacks. */
const VARIABLE = [
  /env:.*/,
  /- name: CUDA_MPS_\w+/,
  /value: "[\w=]+"/,
  /.*\{ ?name: CUDA_MPS_.*\}.*/,
  /"(?:env|name|value)": .*/,
  /[[\]{},]*/,
  /limits:/,
  /nvidia\.com\/gpu: \S+/,
].reduce((all, one) => new RegExp(`${all.source}|^\\s*${one.source}\\r?$`), /^$/);

function readFiles(folder: string): CorpusFile[] {
  const rows = readOracle(folder);
  return [...new Set(rows.map(({ file }) => file))].map((file) => {
    const text = readFileSync(join(folder, "files", file), "utf8");
    const readers: DocumentReader[] = [];
    const result = injectYaml(text, CONFIG, { onRead: (reader) => readers.push(reader) });
    return { file, text, rows: rows.filter((row) => row.file === file), readers, result };
  });
}

/** The lines of `after` that are not in `before`, and the other way around. */
function compare(before: readonly string[], after: readonly string[]) {
  const inserted: string[] = [];
  const replaced: string[] = [];
  let from = 0;
  for (const [index, line] of before.entries()) {
    const found = after.indexOf(line, from);
    // Few lines are inserted at one place: a line that is found further down was replaced.
    if (found === -1 || found > from + 12) {
      replaced.push(line);
      continue;
    }
    inserted.push(...after.slice(from, found));
    from = found + 1;
    if (index === before.length - 1) inserted.push(...after.slice(from));
  }
  return { inserted, replaced };
}
