// Measures every figure that is published about this library, in one run.
//
//   --only NAME   one subject; may be repeated
//   --scale N     sizes of inputs, as a share of the full ones
//   --effort N    rounds, as a share of the full number
//   --seed N      of the random inputs
//   --report      writes docs/benchmarks.md and its charts
//
// Exits with 1 if time grows faster than its input.
import { parseArgs } from "node:util";
import { machine } from "./harness/machine.ts";
import { runSubject } from "./harness/run-subject.ts";
import type { Findings } from "./harness/subject.ts";
import { margin } from "./harness/verdict.ts";
import { printTable, printVerdicts } from "./report/print.ts";
import { writeReport } from "./report/write-report.ts";
import { SUBJECTS } from "./subjects.ts";

const { values: flags } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    scale: { type: "string", default: "1" },
    effort: { type: "string", default: "1" },
    seed: { type: "string", default: "20260923" },
    report: { type: "boolean", default: false },
  },
});
const settings = {
  scale: Number(flags.scale),
  effort: Number(flags.effort),
  seed: Number(flags.seed),
  smoke: false,
};

const start = performance.now();
const about = machine();
console.log(about.join("\n"));
const findings = new Map<string, Findings>();
for (const { name } of SUBJECTS) {
  if (flags.only !== undefined && !flags.only.includes(name)) continue;
  const found = await runSubject(name, settings);
  found.tables.forEach(printTable);
  findings.set(name, found);
}
const verdicts = [...findings.values()].flatMap((found) => found.verdicts);
printVerdicts(verdicts);
const minutes = ((performance.now() - start) / 60_000).toFixed(1);
console.log(`\n${minutes} minutes`);
if (flags.report) await writeReport(findings, [...about, `${minutes} minutes for all of it`]);
if (verdicts.some((verdict) => verdict.hard === true && margin(verdict) < 1)) process.exitCode = 1;
