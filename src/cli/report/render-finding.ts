import { formatPath } from "../../result/field-path.ts";
import { printable } from "../../result/printable.ts";
import { withFlagNames } from "../args/option-flags.ts";
import type { Colors } from "../colors.ts";
import { errorsPage } from "./errors-page.ts";
import type { Finding, Place } from "./finding.ts";
import { suggestedLine } from "./suggested-line.ts";
import { tokenLength } from "./token-length.ts";

/** What could steer a terminal: one character for one, so that the caret keeps its place. */
const STEERING = /[^\P{C}\t]/gu;

/** More of a line than this is not shown: all of a JSON file may be one line. */
const WIDEST = 100;

/** One finding for people: what, where with the source line and a caret, why, what to write. */
export function renderFinding(finding: Finding, colors: Colors): string {
  const { issue, place, severity } = finding;
  const color = severity === "error" ? colors.red : colors.yellow;
  const gutter = " ".repeat(String(place.line ?? "").length + 1);
  const note = (name: string, text: string): string =>
    `${gutter}${colors.blue("=")} ${colors.bold(name)}: ${text}`;
  const path = formatPath(issue.path);
  return [
    `${colors.bold(color(`${severity}[${issue.code}]`))}${colors.bold(`: ${issue.message}`)}`,
    `${gutter}${colors.blue("-->")} ${formatPlace(place)}`,
    ...sourceLines(finding, gutter, colors),
    ...(path === "" ? [] : [note("at", path)]),
    ...(issue.received === undefined || isShown(issue.received, place)
      ? []
      : [note("got", issue.received)]),
    ...(issue.hint === undefined ? [] : [note("help", withFlagNames(issue.hint))]),
    note("docs", colors.dim(errorsPage(issue.code))),
    "",
    "",
  ].join("\n");
}

/** Whether what was found can be seen in the line that is shown. */
function isShown(received: string, { text }: Place): boolean {
  return text?.includes(received.replaceAll('"', "")) === true;
}

/** `file:line:column`, as far as they are known: editors and terminals make it a link. */
function formatPlace({ file, line, column }: Place): string {
  return [printable(file), line, line === undefined ? undefined : column]
    .filter((part) => part !== undefined)
    .join(":");
}

function sourceLines(finding: Finding, gutter: string, colors: Colors): string[] {
  const { text, column, line } = finding.place;
  if (text === undefined || column === undefined) return [];
  const bar = colors.blue("|");
  const number = colors.blue(String(line ?? ""));
  const start = text.length <= WIDEST ? 0 : Math.max(0, column - WIDEST / 2);
  const shown = (whole: string): string =>
    whole
      .slice(start, start + WIDEST)
      .trimEnd()
      .replaceAll(STEERING, "\uFFFD");
  const color = finding.severity === "error" ? colors.red : colors.yellow;
  const length = Math.min(tokenLength(text, column), start + WIDEST - column + 1);
  // Tabs stay tabs, so that the caret stands where the terminal puts the text above it.
  const indent = text.slice(start, column - 1).replaceAll(/[^\t]/g, " ");
  const suggestion = suggestedLine(finding);
  return [
    `${gutter}${bar}`,
    `${number} ${bar} ${shown(text)}`,
    `${gutter}${bar} ${indent}${color("^".repeat(length))}`,
    ...(suggestion === undefined ? [] : [`${gutter}${colors.green(`+ ${shown(suggestion)}`)}`]),
  ];
}
