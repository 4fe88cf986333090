// Checks the targets within seconds on any machine: ratios only, with slack. Exits with 1 on a miss.
import { runSubject } from "./harness/run-subject.ts";
import type { Verdict } from "./harness/subject.ts";
import { margin, VERDICT_COLUMNS, verdictRow } from "./harness/verdict.ts";
import { printTable } from "./report/print.ts";

const SETTINGS = { scale: 0.03, effort: 0.3, seed: 1, smoke: true };
const SUBJECTS = ["objects", "yaml", "admission", "growth"];

/** How far a ratio may miss its target: small inputs end before all code is compiled. */
const RATIO_SLACK = 4;
/** The same for an exponent: enough to tell quadratic growth from linear. */
const EXPONENT_SLACK = 1.3;

const failed: Verdict[] = [];
for (const name of SUBJECTS) {
  const { verdicts } = await runSubject(name, SETTINGS);
  failed.push(...verdicts.filter(isMiss));
}
if (failed.length > 0) {
  printTable({
    title: "Missed by more than the slack",
    columns: VERDICT_COLUMNS,
    rows: failed.map(verdictRow),
  });
  process.exitCode = 1;
}

function isMiss(verdict: Verdict): boolean {
  const slack = verdict.wanted.unit === "x" ? RATIO_SLACK : EXPONENT_SLACK;
  return margin(verdict) < 1 / slack;
}
