import type { CodeArea, CodeFacts } from "../../../src/result/code-area.ts";
import { CODE_AREAS } from "../../../src/result/code-areas.ts";

const CONTENTS = /^(?:- \[.*\n)+/m;
const TABLE = /^\| code \|.*\n(?:\|.*\n)+\n/m;

/** The page with its contents, and an overview of each area at the head of the area's section. */
export function withOverviews(page: string): string {
  const [head = "", ...sections] = page.split(/^(?=## )/m);
  const titles = sections.map((section) => /^## (.*)$/m.exec(section)?.[1] ?? "");
  const contents = CODE_AREAS.map((area, index) => contentsLine(titles[index] ?? "", area));
  const updated = sections.map((section, index) => withOverview(section, CODE_AREAS[index]));
  return head.replace(CONTENTS, contents.join("")) + updated.join("");
}

function withOverview(section: string, area: CodeArea | undefined): string {
  if (area === undefined) return section;
  return section.replace(TABLE, "").replace(/^(?=### )/m, `${overview(area)}\n`);
}

function contentsLine(title: string, { codes }: CodeArea): string {
  const prefixes = new Set(Object.keys(codes).map((code) => `\`${code.split("/")[0]}/*\``));
  return `- [${title}](#${anchorOf(title)}): ${[...prefixes].join(", ")}\n`;
}

function overview({ codes, status }: CodeArea): string {
  const rows = Object.entries(codes).map(([code, facts]) => row(code, { status, ...facts }));
  return `| code | reported as | HTTP status | summary |\n|---|---|---|---|\n${rows.join("")}`;
}

function row(code: string, facts: CodeFacts): string {
  const { severity, once, status, summary } = facts;
  const reported = severity === "either" ? "issue or warning" : severity;
  const cells = [
    `[\`${code}\`](#${anchorOf(code)})`,
    once ? `${reported}, once a call` : reported,
    severity === "warning" ? "" : status,
    summary,
  ];
  return `| ${cells.join(" | ")} |\n`.replaceAll("  ", " ");
}

function anchorOf(heading: string): string {
  return heading.toLowerCase().replaceAll("/", "").replaceAll(" ", "-");
}
