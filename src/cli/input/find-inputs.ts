import { existsSync, type Stats, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import type { Io } from "../io.ts";
import { systemReason, UsageError } from "../usage-error.ts";
import { Input } from "./input.ts";

/** Standard input, as operands name it. */
const STDIN = ["-", "/dev/stdin"];
const MANIFESTS = "**/*.{yaml,yml,json}";
const IGNORED = ["**/node_modules/**"];

/**
 * The inputs that operands name, each once: files, folders (every .yaml, .yml or .json file below
 * them), globs, and `-`. Without operands it is standard input, unless that is a terminal.
 *
 * @throws UsageError if an operand names nothing
 */
export async function findInputs(operands: readonly string[], io: Io): Promise<readonly Input[]> {
  if (operands.length === 0 && io.stdin.isTTY) {
    throw new UsageError("a file is required", 'name files, folders or globs, or "-" for stdin');
  }
  const inputs = new Map<string, Input>();
  const charts = new Set<string>();
  for (const operand of operands.length === 0 ? ["-"] : operands) {
    const paths = STDIN.includes(operand) ? ["-"] : await expand(operand, io.cwd, charts);
    for (const path of paths) inputs.set(path, inputAt(path, io.cwd));
  }
  for (const chart of charts) {
    const name = relative(io.cwd, chart) || ".";
    await io.stderr.write(
      `${name}: Helm templates skipped: helm template ${name} | kube-mps ...\n`,
    );
  }
  return [...inputs.values()];
}

/** @throws UsageError if it is not there, or is a folder */
export function namedFile(name: string, cwd: string): Input {
  const path = resolve(cwd, name);
  const stats = statsOf(path, name);
  if (stats?.isDirectory() === false) return new Input(name, path);
  throw new UsageError(`cannot read ${name}: ${stats ? "it is a directory" : "no such file"}`);
}

/** A file is named relative to the working directory if it is below it, as GitHub wants it. */
function inputAt(path: string, cwd: string): Input {
  if (path === "-") return new Input("<stdin>");
  const name = relative(cwd, path);
  return new Input(name.startsWith("..") ? path : name, path);
}

async function expand(operand: string, cwd: string, charts: Set<string>): Promise<string[]> {
  const path = resolve(cwd, operand);
  const stats = statsOf(path, operand);
  if (stats?.isDirectory() === false) return [path];
  const { glob, isDynamicPattern } = await import("tinyglobby");
  if (stats === undefined && !isDynamicPattern(operand)) {
    throw new UsageError(`cannot read ${operand}: no such file`);
  }
  const [root, pattern] = stats === undefined ? [cwd, operand] : [path, MANIFESTS];
  const found = await glob(pattern, { cwd: root, absolute: true, ignore: IGNORED });
  const manifests = found.filter((file) => {
    const chart = chartOf(file, root);
    if (chart !== undefined) charts.add(chart);
    return chart === undefined;
  });
  if (manifests.length === 0) {
    const kind = stats === undefined ? "file matches" : ".yaml, .yml or .json file in";
    if (found.length === 0) throw new UsageError(`no ${kind} ${operand}`);
    throw new UsageError(
      `${operand} has only Helm templates, which are not manifests yet`,
      "render them first: helm template CHART | kube-mps ...",
    );
  }
  // By code units, the same on every machine.
  return manifests.sort();
}

function statsOf(path: string, name: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw new UsageError(`cannot read ${name}: ${systemReason(error)}`);
  }
}

/** The chart of a file that has to be rendered first: in `templates` or `charts` next to a Chart.yaml. */
function chartOf(file: string, root: string): string | undefined {
  const steps = relative(root, file).split(sep);
  return steps
    .flatMap((step, depth) =>
      step === "templates" || step === "charts" ? join(root, ...steps.slice(0, depth)) : [],
    )
    .find((folder) => existsSync(join(folder, "Chart.yaml")));
}
