import type { Table, Verdict } from "../harness/subject.ts";
import { VERDICT_COLUMNS, verdictRow } from "../harness/verdict.ts";

/** Targets for a terminal. */
export function printVerdicts(verdicts: readonly Verdict[]): void {
  if (verdicts.length === 0) return;
  printTable({ title: "Targets", columns: VERDICT_COLUMNS, rows: verdicts.map(verdictRow) });
}

/** A table for a terminal. */
export function printTable({ title, about, columns, rows }: Table): void {
  const all = [columns, ...rows];
  const widths = columns.map((_, column) =>
    Math.max(...all.map((row) => row[column]?.length ?? 0)),
  );
  console.log(`\n${title}${about === undefined ? "" : `\n${about}`}`);
  for (const row of all) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    console.log(`  ${cells.join("  ").trimEnd()}`);
  }
}
