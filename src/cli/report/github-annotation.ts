import { formatPath } from "../../result/field-path.ts";
import type { Finding } from "./finding.ts";

/**
 * A finding as a workflow command, which GitHub shows at its line of a pull request.
 * Source: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function githubAnnotation({ severity, issue, place }: Finding): string {
  const properties = [
    `file=${property(place.file)}`,
    ...(place.line === undefined ? [] : [`line=${place.line}`]),
    ...(place.line === undefined || place.column === undefined ? [] : [`col=${place.column}`]),
    `title=${property(issue.code)}`,
  ];
  const path = formatPath(issue.path);
  const text = [path === "" ? issue.message : `${path}: ${issue.message}`, issue.hint]
    .filter((part) => part !== undefined)
    .join("; ");
  return `::${severity} ${properties.join(",")}::${data(text)}\n`;
}

/** A line break would end the command. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
