import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg, totalmem, type } from "node:os";

const PEERS = ["yaml", "js-yaml", "immer", "mutative", "fast-json-patch", "esbuild"];

/** The machine and the software of a measurement. */
export function machine(): string[] {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const load = loadavg().map((average) => average.toFixed(2));
  return [
    `${cpus().length} x ${cpu?.model ?? "unknown CPU"}, ${memory} GiB, ${type()}`,
    `Node ${process.versions.node}, V8 ${process.versions.v8}`,
    [...PEERS.map((name) => `${name} ${versionOf(name)}`), kubectlVersion()].join(", "),
    `load averages at the start: ${load.join(", ")}`,
  ];
}

function versionOf(name: string): string {
  return JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version;
}

function kubectlVersion(): string {
  try {
    const flags = ["version", "--client", "-o", "json"];
    return `kubectl ${JSON.parse(execFileSync("kubectl", flags, { encoding: "utf8" })).clientVersion.gitVersion}`;
  } catch {
    return "no kubectl";
  }
}
