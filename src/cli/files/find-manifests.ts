import { stat } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { glob, isDynamicPattern } from "tinyglobby";
import { UsageError } from "../usage-error.ts";
import { HelmCharts } from "./helm-charts.ts";

/** What operands come to. */
export interface FoundManifests {
  /** Absolute paths, each once, in the order of the operands; `-` is standard input. */
  readonly paths: readonly string[];
  /** Folders that hold a Helm chart and were passed over, relative to the working directory. */
  readonly charts: readonly string[];
}

const MANIFESTS = "**/*.{yaml,yml,json}";
const NOT_BELOW = ["**/node_modules/**"];

/** Standard input, as an operand. */
export const STDIN = "-";

/**
 * Finds the files that operands name: files, folders (all below them that is called .yaml, .yml or
 * .json), globs, and `-`. A file that is named itself is taken whatever it is called.
 */
export async function findManifests(
  operands: readonly string[],
  cwd: string,
): Promise<FoundManifests> {
  const paths = new Set<string>();
  const charts = new HelmCharts();
  for (const operand of operands) {
    for (const path of await expand(operand, cwd, charts)) paths.add(path);
  }
  return {
    paths: [...paths],
    charts: charts.found.map((chart) => relative(cwd, chart) || "."),
  };
}

async function expand(operand: string, cwd: string, charts: HelmCharts): Promise<string[]> {
  if (operand === STDIN) return [STDIN];
  const path = resolve(cwd, operand);
  const there = await stat(path).catch(() => undefined);
  if (there !== undefined && !there.isDirectory()) return [path];
  if (there === undefined && !isDynamicPattern(operand)) {
    throw new UsageError(`cannot read ${operand}: no such file`);
  }
  const root = there === undefined ? cwd : path;
  const pattern = there === undefined ? operand : MANIFESTS;
  const found = await glob(pattern, { cwd: root, absolute: true, ignore: NOT_BELOW });
  const manifests = found.filter((file) => !charts.holds(file, root)).sort(byName);
  if (manifests.length === 0) throw nothingFound(operand, there !== undefined, found.length > 0);
  return manifests;
}

/** By code units, the same on every machine. */
function byName(a: string, b: string): number {
  return a < b ? -1 : 1;
}

function nothingFound(operand: string, isFolder: boolean, inCharts: boolean): UsageError {
  if (inCharts) {
    return new UsageError(
      `${operand} holds nothing but Helm charts, whose templates are no manifests yet`,
      "render them first: helm template CHART | kube-mps inject -",
    );
  }
  return new UsageError(
    isFolder ? `no .yaml, .yml or .json file in ${operand}` : `no file matches ${operand}`,
  );
}
