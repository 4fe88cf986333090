import { formatPath } from "../../result/field-path.ts";
import type { Finding, Place } from "./finding.ts";
import type { Notice } from "./notice.ts";

/**
 * A finding as a workflow command, which GitHub shows at its line of a pull request.
 * Source: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function githubAnnotation({ severity, issue, place }: Finding): string {
  const path = formatPath(issue.path);
  const text = [path === "" ? issue.message : `${path}: ${issue.message}`, issue.hint]
    .filter((part) => part !== undefined)
    .join("; ");
  return command(severity, issue.code, text, place);
}

/** A notice in the same way. */
export function githubNotice({ message, place }: Notice): string {
  return command("notice", "unlimited", message, place);
}

function command(name: string, title: string, text: string, { file, line, column }: Place): string {
  const properties = [
    `file=${property(file)}`,
    ...(line === undefined ? [] : [`line=${line}`]),
    ...(line === undefined || column === undefined ? [] : [`col=${column}`]),
    `title=${property(title)}`,
  ];
  return `::${name} ${properties.join(",")}::${data(text)}\n`;
}

/** A line break would end the command. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
