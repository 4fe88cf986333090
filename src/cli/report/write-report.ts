import type { OutputFormat } from "../args/flag.ts";
import type { Report } from "../commands/command.ts";
import type { Io } from "../io.ts";
import { findingJson } from "./finding-json.ts";
import type { Findings } from "./findings.ts";
import { githubAnnotation, githubNotice } from "./github-annotation.ts";
import { plural } from "./plural.ts";
import { sarif } from "./sarif.ts";

/** Writes a report with all findings, in the format that was asked for. */
export async function writeReport(
  report: Report,
  findings: Findings,
  format: OutputFormat,
  { isQuiet, writesManifests }: { readonly isQuiet: boolean; readonly writesManifests: boolean },
  io: Io,
): Promise<void> {
  if (format === "text") return writeText(report, findings, isQuiet, io);
  const output = writesManifests ? io.stderr : io.stdout;
  const { notices = [] } = report;
  if (format === "github") {
    return output.write(
      [...findings.list.map(githubAnnotation), ...notices.map(githubNotice)].join(""),
    );
  }
  if (format === "sarif") {
    return output.write(`${JSON.stringify(sarif(findings.list, notices, io.version), null, 2)}\n`);
  }
  const whole = { ...report.json, findings: findings.list.map(findingJson) };
  return output.write(`${JSON.stringify(whole, null, 2)}\n`);
}

/** What was asked for goes to standard output, everything about it to standard error. */
async function writeText(
  { text = "", details = "", summary, note }: Report,
  findings: Findings,
  isQuiet: boolean,
  { stdout, stderr }: Io,
): Promise<void> {
  const { errors, warnings } = findings;
  const { colors } = stderr;
  await stdout.write(text);
  const found = findings.render(colors);
  if (text !== "" && found !== "") await stderr.write("\n");
  const parts = [
    isQuiet ? "" : summary,
    errors > 0 ? plural(errors, "issue") : "",
    warnings > 0 ? plural(warnings, "warning") : "",
    note ?? "",
  ];
  const last = parts.filter((part) => part !== "").join("; ");
  const line = last === "" ? "" : `${errors > 0 ? colors.bold(colors.red(last)) : last}\n`;
  await stderr.write(found + (isQuiet ? "" : details) + line);
}
