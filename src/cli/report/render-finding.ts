import { formatPath } from "../../result/field-path.ts";
import { printable } from "../../result/printable.ts";
import { withFlagNames } from "../args/option-flags.ts";
import type { Colors } from "../colors.ts";
import { errorsPage, type Finding, type Place } from "./finding.ts";
import { suggestedLine, tokenLength } from "./suggested-line.ts";

/** What could steer a terminal: one character for one, so that the caret keeps its place. */
const STEERING = /[^\P{C}\t]/gu;

/**
 * One finding for people: what, where with the source line and a caret, why, what to write.
 *
 * @param more - how many others there are that differ in nothing but their place
 */
export function renderFinding(finding: Finding, colors: Colors, more = 0): string {
  const { issue, place } = finding;
  const gutter = " ".repeat(String(place.line ?? "").length + 1);
  const path = formatPath(issue.path);
  const notes = [
    ["at", path],
    ["got", isShown(issue.received, place) ? "" : issue.received],
    ["also", more === 0 ? "" : `in ${more} more ${more === 1 ? "place" : "places"}`],
    ["help", issue.hint && withFlagNames(issue.hint)],
    ["docs", colors.dim(errorsPage(issue.code))],
  ];
  return [
    `${label(finding, colors)}${colors.bold(`: ${issue.message}`)}`,
    `${gutter}${colors.blue("-->")} ${formatPlace(place)}`,
    ...sourceLines(finding, gutter, colors),
    ...notes.flatMap(([name = "", text]) =>
      text ? `${gutter}${colors.blue("=")} ${colors.bold(name)}: ${text}` : [],
    ),
    "\n",
  ].join("\n");
}

/** The same on one line, as compilers write it. */
export function renderFindingLine(finding: Finding, colors: Colors, more = 0): string {
  const others = more === 0 ? "" : ` (and in ${more} more)`;
  const { place, issue } = finding;
  return `${formatPlace(place)}: ${label(finding, colors)}: ${issue.message}${others}\n`;
}

function label({ severity, issue }: Finding, colors: Colors): string {
  const color = severity === "error" ? colors.red : colors.yellow;
  return colors.bold(color(`${severity}[${issue.code}]`));
}

/** Whether what was found can be seen in the line that is shown. */
function isShown(received: string | undefined, { excerpt }: Place): boolean {
  return received !== undefined && excerpt?.text.includes(received.replaceAll('"', "")) === true;
}

/** `file:line:column`, as far as they are known: editors and terminals make it a link. */
function formatPlace({ file, line, column }: Place): string {
  return [printable(file), line, column].filter((part) => part !== undefined).join(":");
}

function sourceLines(finding: Finding, gutter: string, colors: Colors): string[] {
  const { excerpt, line } = finding.place;
  if (excerpt === undefined) return [];
  const { text, at } = excerpt;
  const bar = colors.blue("|");
  const shown = (whole: string): string => whole.trimEnd().replaceAll(STEERING, "\uFFFD");
  const color = finding.severity === "error" ? colors.red : colors.yellow;
  // Tabs stay tabs, so that the caret is below the text that it points to.
  const indent = text.slice(0, at).replaceAll(/[^\t]/g, " ");
  const suggestion = suggestedLine(finding);
  return [
    `${gutter}${bar}`,
    `${colors.blue(String(line ?? ""))} ${bar} ${shown(text)}`,
    `${gutter}${bar} ${indent}${color("^".repeat(tokenLength(excerpt)))}`,
    ...(suggestion === undefined ? [] : [`${gutter}${colors.green(`+ ${shown(suggestion)}`)}`]),
  ];
}
