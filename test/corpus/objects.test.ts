import { formatIssue, injectGpuConfig, isGpuWorkload } from "kube-mps";
import { describe, expect, it } from "vitest";
import { corpus } from "../helpers/corpus.ts";
import { documentsOf, parseLeniently } from "./documents.ts";
import {
  expectedOf,
  isGpu,
  isNvidiaGpuBySize,
  isPlaceholder,
  type Outcome,
  podContainers,
  pointersOf,
} from "./expected.ts";
import { type OracleRow, readOracle } from "./oracle.ts";

const CONFIG = { pinnedDeviceMemoryLimit: "4Gi", activeThreadPercentage: 50 } as const;

describe.skipIf(corpus === undefined)(
  "for every document of the corpus as an object, injection",
  () => {
    const rows = corpus === undefined ? [] : readOracle(corpus).filter(({ ok }) => ok);
    const objects = corpus === undefined ? new Map<OracleRow, unknown>() : parseAll(corpus, rows);

    it("finds exactly the GPU containers of the oracle", () => {
      const wrong = rows.flatMap((row) => {
        const outcome = inject(objects.get(row));
        const expected = expectedOf(row);
        return JSON.stringify(outcome) === JSON.stringify(expected)
          ? []
          : [{ ...at(row), outcome, expected }];
      });
      expect(wrong).toEqual([]);
    });

    it("finds 263 of the 266 GPU containers in pod specs", () => {
      const containers = rows.flatMap((row) => podContainers(row).map(({ gpu = [] }) => gpu));
      const requesting = containers.filter((gpu) => gpu.some(isGpu) || gpu.some(isNvidiaGpuBySize));
      expect(requesting.length).toBe(266);
      expect(requesting.filter((gpu) => !gpu.some(isGpu)).flat()).toMatchObject([
        { key: "nvidia.com/gpu-10gb" },
      ]);
      expect(requesting.filter((gpu) => gpu.some(isPlaceholder)).length).toBe(2);
      expect(requesting.filter((gpu) => gpu.some(isGpu) && !gpu.some(isPlaceholder)).length).toBe(
        263,
      );
    });

    it("agrees with isGpuWorkload", () => {
      const wrong = rows.filter((row) => {
        const { injected, rejected } = expectedOf(row);
        return isGpuWorkload(objects.get(row)) !== injected.length + rejected.length > 0;
      });
      expect(wrong.map(at)).toEqual([]);
    });

    it("changes nothing without a GPU, and nothing when it is repeated", () => {
      for (const row of rows) {
        const object = objects.get(row);
        if (!isRecord(object)) continue;
        const first = injectGpuConfig(object, CONFIG);
        if (!first.ok) continue;
        const { injected } = expectedOf(row);
        expect(first.value.changed, row.file).toBe(injected.length > 0);
        if (!first.value.changed) expect(first.value.object).toBe(object);
        const second = injectGpuConfig(first.value.object, CONFIG);
        expect(second).toMatchObject({ ok: true, value: { changed: false, edits: [] } });
      }
    });

    it("knows every kind that holds a GPU", () => {
      const warnings = rows.flatMap((row) => {
        const object = objects.get(row);
        if (!isRecord(object)) return [];
        const unknown = injectGpuConfig(object, CONFIG).warnings.filter(
          ({ code }) => code === "workload/unknown-kind",
        );
        return unknown.map((issue) => `${row.file}: ${formatIssue(issue)}`);
      });
      expect(warnings).toEqual([]);
    });
  },
);

function parseAll(folder: string, rows: readonly OracleRow[]): Map<OracleRow, unknown> {
  const texts = new Map<string, string[]>();
  return new Map(
    rows.map((row) => {
      const documents = texts.get(row.file) ?? documentsOf(folder, row.file);
      texts.set(row.file, documents);
      const object = parseLeniently(documents[row.doc] ?? "");
      expect(isRecord(object) ? object["kind"] : undefined, row.file).toBe(row.kind);
      return [row, object];
    }),
  );
}

function inject(object: unknown): Outcome {
  if (!isRecord(object)) return { injected: [], rejected: [] };
  const result = injectGpuConfig(object, CONFIG);
  if (!result.ok) {
    const quantities = result.issues.filter(({ code }) => code === "gpu/quantity");
    expect(quantities).toEqual(result.issues);
    return { injected: [], rejected: pointersOf(quantities.map(({ path }) => path.slice(0, -3))) };
  }
  const { containers } = result.value;
  expect(containers.filter(({ action }) => action === "unchanged" || action === "kept")).toEqual(
    [],
  );
  const injected = containers.filter(({ action }) => action === "injected");
  return { injected: pointersOf(injected.map(({ path }) => path)), rejected: [] };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function at({ file, doc, kind }: OracleRow) {
  return { file, doc, kind };
}
