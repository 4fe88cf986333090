import { createYamlInjector, injectYaml } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";

const CONFIG = { activeThreadPercentage: 50 };

const POD = "apiVersion: v1\nkind: Pod\n";
const MAIN = "  - name: main\n    resources: {limits: {nvidia.com/gpu: 1}}\n";
const SPEC = `spec:\n  containers:\n${MAIN}`;
const GPU_POD = POD + SPEC;
const VARIABLE = "    - name: CUDA_MPS_ACTIVE_THREAD_PERCENTAGE\n      value: '30'\n";

/** Four times the work takes four times as long, and sixteen times if it is quadratic. */
const GROWTH = 4;
const MOST = 9;

/** Other work on the machine can only make a run slower. */
const RUNS = 3;
const TRIES = 4;

function inject(text: string): void {
  injectYaml(text, CONFIG, { onInvalidDocument: "keep" });
}

function injectInChunks(text: string): void {
  const injector = createYamlInjector(CONFIG, { onInvalidDocument: "keep" });
  for (let at = 0; at < text.length; at += 100) injector.push(text.slice(at, at + 100));
  injector.end();
}

function fastest(work: () => void): number {
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...times);
}

/** How much longer four times the work takes, in the best of several tries. */
function growth(work: (count: number) => () => void, count: number): number {
  const [small, large] = [work(count), work(count * GROWTH)];
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < TRIES && least > MOST; tries++) {
    const before = fastest(small);
    least = Math.min(least, fastest(large) / before);
  }
  return least;
}

function numbered(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join("");
}

describe("time grows linearly", { timeout: 60_000 }, () => {
  it.each<[string, count: number, text: (count: number) => string]>([
    ["documents without a GPU", 20_000, (n) => `${POD}---\n`.repeat(n)],
    ["documents with a GPU", 1000, (n) => `${GPU_POD}---\n`.repeat(n)],
    ["documents that fail", 500, (n) => `${GPU_POD}x: [\n---\n`.repeat(n)],
    ["separators", 20_000, (n) => "---\n".repeat(n)],
    ["JSON objects", 20_000, (n) => '{"a": [{}]}\n'.repeat(n)],
    ["JSON objects on one line", 20_000, (n) => '{"a": [{}]}'.repeat(n)],
    ["containers", 1000, (n) => POD + SPEC + MAIN.repeat(n)],
    [
      "items of a List",
      500,
      (n) =>
        `apiVersion: v1\nkind: List\nitems:\n${`- ${GPU_POD.trim().replaceAll("\n", "\n  ")}\n`.repeat(n)}`,
    ],
    [
      "variables",
      4000,
      (n) => `${GPU_POD}    env:\n${numbered(n, (i) => `    - name: V${i}\n      value: x\n`)}`,
    ],
    ["variables of ours", 1000, (n) => `${GPU_POD}    env:\n${VARIABLE.repeat(n)}`],
    ["flow text left of its key", 4000, (n) => `${GPU_POD}x:\n  y: [\n${"1,\n".repeat(n)}  ]\n`],
    ["blanks", 1_000_000, (n) => `${GPU_POD}x: y${" ".repeat(n)}#`],
    ["characters on a line", 1_000_000, (n) => `${POD}x: ${"y".repeat(n)}\n${SPEC}`],
    ["characters in quotes", 1_000_000, (n) => `${POD}x: "${"y".repeat(n)}"\n${SPEC}`],
    ["backslashes", 300_000, (n) => `${POD}x: "${"\\\\".repeat(n)}"\n${SPEC}`],
    [
      "backslashes in JSON",
      300_000,
      (n) => `{"x": "${"\\\\".repeat(n)}", "nvidia.com/gpu": 1}\n{}`,
    ],
    ["doubled quotes", 300_000, (n) => `${POD}x: '${"''".repeat(n)}'\n${SPEC}`],
    ["quotes that do not end a scalar", 3000, (n) => `${GPU_POD}x: ${'"'.repeat(n)}`],
    ["comments", 100_000, (n) => `${POD}${"# c\n".repeat(n)}${SPEC}`],
    ["comments above the first separator", 100_000, (n) => `${"# c\n".repeat(n)}---\n${GPU_POD}`],
    ["blank lines", 200_000, (n) => `${POD}${"\n".repeat(n)}${SPEC}`],
    ["lines of a script", 100_000, (n) => `${POD}x: |\n${"  y\n".repeat(n)}${SPEC}`],
    ["keys", 20_000, (n) => `${POD}${numbered(n, (i) => `k${i}: 1\n`)}${SPEC}`],
    ["equal keys", 10_000, (n) => `${POD}${"k: 1\n".repeat(n)}${SPEC}`],
    [
      "keys for the yaml package",
      1000,
      (n) => `${POD}x: !x y\n${numbered(n, (i) => `k${i}: 1\n`)}${SPEC}`,
    ],
    ["equal keys for the yaml package", 1000, (n) => `${POD}x: !x y\n${"k: 1\n".repeat(n)}${SPEC}`],
    ["flow items", 20_000, (n) => `${POD}x: [${"a, ".repeat(n)}b]\n${SPEC}`],
    ["aliases", 1000, (n) => `${POD}x: &x y\nz:\n${"- *x\n".repeat(n)}${SPEC}`],
    ["anchors", 1000, (n) => `${POD}z:\n${numbered(n, (i) => `- &a${i} y\n`)}${SPEC}`],
    ["brackets that never close", 100_000, (n) => `${GPU_POD}x: ${"[".repeat(n)}`],
    ["levels of lists", 110, (n) => `${POD}x:\n${"- ".repeat(n)}a\n${SPEC}`],
    ["levels of flow lists", 100, (n) => `${POD}x: ${"[".repeat(n)}${"]".repeat(n)}\n${SPEC}`],
  ])("with many %s", (_, count, text) => {
    const work = (n: number) => {
      const whole = text(n);
      return () => inject(whole);
    };
    expect(growth(work, count)).toBeLessThan(MOST);
  });

  it.each<[string, count: number, text: (count: number) => string]>([
    ["documents", 1000, (n) => `${GPU_POD}---\n`.repeat(n)],
    ["lines of a document", 50_000, (n) => `${POD}${"x: y\n".repeat(n)}`],
    ["JSON objects", 10_000, (n) => '{"a": [{}]}\n'.repeat(n)],
    ["items of a JSON object", 50_000, (n) => `{"a": [${'"b", '.repeat(n)}1]}`],
    ["blank lines", 100_000, (n) => "\n".repeat(n)],
    ["comments", 20_000, (n) => `${"# c\n".repeat(n)}---\n${GPU_POD}`],
  ])("in chunks, with many %s", (_, count, text) => {
    const work = (n: number) => {
      const whole = text(n);
      return () => injectInChunks(whole);
    };
    expect(growth(work, count)).toBeLessThan(MOST);
  });
});
