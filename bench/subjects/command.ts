import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { loadAll } from "js-yaml";
import { compare, consume } from "../harness/compare.ts";
import { effort, type Settings, type Subject, scaled } from "../harness/subject.ts";
import { timingTable } from "../harness/timing-table.ts";
import type { Deployment, EnvEntry } from "../inputs/deployment.ts";
import { MAIN_CONTAINER } from "../inputs/deployments.ts";
import { limitEntries } from "../inputs/limits.ts";
import { type Manifests, manifests } from "../inputs/manifests.ts";
import { mutate } from "../peers/cloning.ts";

/** About 50 MB; every document has a GPU, since `kubectl set env` cannot find those that have one. */
const DOCUMENTS = 27_000;
const SLOW_SHARE = 0.05;
const OPTIONS: ExecFileSyncOptionsWithStringEncoding = {
  encoding: "utf8",
  maxBuffer: 2 ** 30,
  stdio: ["ignore", "pipe", "ignore"],
};

const kubeMps = (file: string): string =>
  execFileSync(process.execPath, ["dist/cli.js", "inject", "-m", "4Gi", "-t", "50", file], OPTIONS);

const kubectl = (file: string): string => {
  const entries = limitEntries().map(({ name, value }) => `${name}=${value}`);
  const flags = ["set", "env", "--local", "-f", file, "-o", "yaml", "-c", MAIN_CONTAINER];
  return execFileSync("kubectl", [...flags, ...entries], OPTIONS);
};

/** Whole processes, from a file to a pipe. */
export const command: Subject = {
  name: "command",
  measure(settings) {
    if (!isInstalled()) return { tables: [], verdicts: [] };
    const folder = mkdtempSync(join(tmpdir(), "kube-mps-bench-"));
    try {
      return measureIn(folder, settings);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

function isInstalled(): boolean {
  try {
    return execFileSync("kubectl", ["version", "--client"], OPTIONS) !== "";
  } catch {
    return false;
  }
}

function measureIn(folder: string, settings: Settings) {
  const documents = scaled(settings, DOCUMENTS, 50);
  const whole = write(folder, "whole.yaml", documents, settings);
  const part = write(folder, "part.yaml", Math.ceil(documents * SLOW_SHARE), settings);
  verify("kube-mps", kubeMps(part.file), part);
  verify("kubectl", kubectl(part.file), part);
  const over = (name: string, run: (file: string) => string, { file, bytes }: typeof whole) => ({
    name,
    run: () => {
      consume(run(file));
      return bytes;
    },
  });
  const timings = compare(
    [over("kube-mps inject", kubeMps, whole), over("kubectl set env --local", kubectl, part)],
    effort(settings, 5, 0),
    settings.seed,
  );
  const about = `A file of ${(whole.bytes / 1e6).toFixed(0)} MB; kubectl gets ${(part.bytes / 1e6).toFixed(1)} MB of the same sort.`;
  const ratio = timings[1]?.ratio;
  return {
    tables: [timingTable("Whole process", timings, { unit: "MB/s", about })],
    verdicts: ratio
      ? [
          {
            work: "whole process on a 50 MB file",
            against: "kubectl set env --local -f",
            wanted: { sense: "at least", value: 40, unit: "x" } as const,
            measured: ratio,
          },
        ]
      : [],
  };
}

function write(
  folder: string,
  name: string,
  documents: number,
  { seed }: Settings,
): Manifests & { file: string } {
  const made = manifests({ documents, gpuEvery: 1 }, seed);
  const file = join(folder, name);
  writeFileSync(file, made.text);
  return { ...made, file };
}

/** kubectl orders entries in its own way: each document must have the same ones. */
function verify(name: string, output: string, { objects }: Manifests): void {
  const expected = structuredClone(objects);
  for (const object of expected) mutate(object);
  const actual = loadAll(output) as Deployment[];
  if (!isDeepStrictEqual(actual.map(envOf), expected.map(envOf))) {
    throw new Error(`${name}: the output has a wrong env`);
  }
}

function envOf({ spec }: Deployment): readonly EnvEntry[] {
  const env = spec.template.spec.containers[0]?.env ?? [];
  return [...env].sort((a, b) => (a.name < b.name ? -1 : 1));
}
