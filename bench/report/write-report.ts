import { mkdirSync, writeFileSync } from "node:fs";
import type { Findings, Table } from "../harness/subject.ts";
import { VERDICT_COLUMNS, verdictRow } from "../harness/verdict.ts";
import { barChart } from "./bar-chart.ts";
import { charts } from "./charts.ts";
import { THEMES } from "./theme.ts";

const PAGE = "docs/benchmarks.md";
const FOLDER = "docs/benchmarks";

const METHOD = `Everything below comes from one run of

\`\`\`sh
npm run bench -- --report
\`\`\`

over the build, as it is published. Inputs are generated from a seed: no two objects are alike. The
result of every engine is checked before it is timed. Then the engines take turns, in random order in
every round. A figure is the median of its rounds, next to their quartiles; a ratio is the median of the
ratios of each round, with its 95 % confidence interval (bootstrap).`;

/** Writes the page of benchmarks and its charts. */
export async function writeReport(
  findings: ReadonlyMap<string, Findings>,
  about: readonly string[],
): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const drawn = Object.entries(charts(findings)).filter(([, { bars }]) => bars.length > 0);
  for (const [name, chart] of drawn) {
    for (const theme of THEMES) {
      writeFileSync(`${FOLDER}/${name}-${theme.name}.svg`, `${await barChart(chart, theme)}\n`);
    }
  }
  const all = [...findings.values()];
  const targets = {
    title: "Targets",
    columns: VERDICT_COLUMNS,
    rows: all.flatMap(({ verdicts }) => verdicts).map(verdictRow),
  };
  const parts = [
    "# Benchmarks",
    METHOD,
    about.map((line) => `- ${line}`).join("\n"),
    ...drawn.map(([name, { title, subtitle }]) => picture(name, `${title}. ${subtitle}.`)),
    ...[targets, ...all.flatMap(({ tables }) => tables)].map(markdown),
  ];
  writeFileSync(PAGE, `${parts.join("\n\n")}\n`);
}

function picture(name: string, alt: string): string {
  return `<picture>
  <source media="(prefers-color-scheme: dark)" srcset="benchmarks/${name}-dark.svg">
  <img alt="${alt}" src="benchmarks/${name}-light.svg">
</picture>`;
}

function markdown({ title, about, columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = columns.map((_, column) => (column === 0 ? "---" : "---:"));
  return [
    `## ${title}\n`,
    ...(about === undefined ? [] : [`${about}\n`]),
    ...[columns, rule, ...rows].map(line),
  ].join("\n");
}
