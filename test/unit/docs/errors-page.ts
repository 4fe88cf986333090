import type { CodeArea, CodeFacts } from "../../../src/result/code-area.ts";
import { CODE_AREAS, REASON_AREAS } from "../../../src/result/code-areas.ts";

/** Every area, in the order of the sections. */
export const AREAS: readonly CodeArea[] = [...CODE_AREAS, ...REASON_AREAS];

const CONTENTS = /^(?:- \[.*\n)+/m;
const TABLE = /^\| code \|.*\n(?:\|.*\n)+\n/m;

/** The page with its contents, and an overview of each area at the head of the area's section. */
export function withOverviews(page: string): string {
  const [head = "", ...sections] = page.split(/^(?=## )/m);
  const titles = sections.map((section) => /^## (.*)$/m.exec(section)?.[1] ?? "");
  const contents = AREAS.map((area, index) => contentsLine(titles[index] ?? "", area));
  const updated = sections.map((section, index) => withOverview(section, AREAS[index]));
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
  if (Object.values(codes).some(isReason)) return reasonOverview(codes);
  const rows = Object.entries(codes).map(([code, facts]) => row(code, { status, ...facts }));
  return `| code | reported as | HTTP status | summary |\n|---|---|---|---|\n${rows.join("")}`;
}

/** Reasons and findings fail no call, so have no status. */
function isReason({ severity }: CodeFacts): boolean {
  return severity === "reason" || severity === "finding";
}

function reasonOverview(codes: CodeArea["codes"]): string {
  const rows = Object.entries(codes).map(([code, { severity, effect, summary }]) => {
    const text = isSentence(summary) ? summary : sentence(summary);
    const reported = effect === undefined ? severity : `${severity}, ${effect}`;
    return `| [\`${code}\`](#${anchorOf(code)}) | ${reported} | ${text} |\n`;
  });
  return `| code | reported as | summary |\n|---|---|---|\n${rows.join("")}`;
}

function isSentence(summary: string): boolean {
  return summary.endsWith(".");
}

/** A message as a sentence. */
function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
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
