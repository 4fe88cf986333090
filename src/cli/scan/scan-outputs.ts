import { formatPath } from "../../result/field-path.ts";
import type { LocatedContainer } from "../../yaml/index.ts";
import type { OutputFormat } from "../args/output-flag.ts";
import { type Colors, colorsFor } from "../colors.ts";
import type { Io } from "../io.ts";
import { findingJson } from "../report/finding-json.ts";
import { githubAnnotation } from "../report/github-annotation.ts";
import { plural } from "../report/plural.ts";
import { Reporter } from "../report/reporter.ts";
import { type Cell, renderTable, type TableGroup } from "./render-table.ts";
import type { FoundUse, ScanReport } from "./scan-report.ts";

type WriteScan = (report: ScanReport, io: Io) => Promise<void>;

/** What `scan` writes, by its option `--output`. */
export const SCAN_OUTPUTS: Readonly<Record<OutputFormat, WriteScan>> = {
  text: writeText,
  json: ({ files, documents, uses, findings }, io) => {
    const containers = uses.map(useJson);
    const report = { files, documents, containers, findings: findings.map(findingJson) };
    return io.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  },
  github: ({ findings }, io) => io.stdout.write(findings.map(githubAnnotation).join("")),
};

function useJson({ file, container: found, limited, reason }: FoundUse) {
  const { position, workload, name, path, gpus, count, current } = found;
  const { apiVersion, kind, namespace, name: owner } = workload;
  return {
    file,
    line: position.line,
    column: position.column,
    apiVersion,
    kind,
    namespace,
    name: owner,
    container: name,
    path,
    field: formatPath(path),
    resource: gpus[0]?.resource,
    gpus: count ?? 0,
    limited,
    limits: {
      memory: shown(current.memory),
      threads: shown(current.threads),
      priority: shown(current.clientPriority),
    },
    reason,
  };
}

/** A limit as written. */
function shown(limit: LocatedContainer["current"][keyof LocatedContainer["current"]]) {
  if (limit.state === "unset") return undefined;
  if (limit.state === "set") return limit.text;
  return limit.received.startsWith('"') ? limit.received.slice(1, -1) : "(elsewhere)";
}

const HEADING = ["LINE", "WORKLOAD", "CONTAINER", "GPUS", "MEMORY", "THREADS", "PRIO", "STATE"];

async function writeText(report: ScanReport, io: Io): Promise<void> {
  const { uses, findings } = report;
  const colors = colorsFor(io.stdout, io.env);
  if (uses.length > 0) {
    await io.stdout.write(renderTable(HEADING, groupsOf(uses, colors), colors));
  }
  const reporter = new Reporter(io);
  if (uses.length > 0 && findings.length > 0) await io.stderr.write("\n");
  await reporter.report(findings);
  await reporter.finish();
  await io.stderr.write(`${summary(report, reporter)}\n`);
}

function summary({ files, documents, uses }: ScanReport, reporter: Reporter): string {
  const unlimited = uses.filter(({ limited, reason }) => !limited && reason === undefined);
  const found = uses.length === 0 ? "no GPU container" : plural(uses.length, "GPU container");
  return [
    `${found} in ${plural(documents, "document")} of ${plural(files, "file")}`,
    ...(unlimited.length === 0 ? [] : [`${unlimited.length} without a limit`]),
    ...(reporter.errors === 0 ? [] : [plural(reporter.errors, "issue")]),
    ...(reporter.warnings === 0 ? [] : [plural(reporter.warnings, "warning")]),
  ].join("; ");
}

/** A table of what is in each file, all with the same columns. */
function groupsOf(uses: readonly FoundUse[], colors: Colors): TableGroup[] {
  const groups = new Map<string, Cell[][]>();
  for (const use of uses) {
    const rows = groups.get(use.file);
    if (rows === undefined) groups.set(use.file, [row(use, colors)]);
    else rows.push(row(use, colors));
  }
  return [...groups].map(([title, rows]) => ({ title, rows }));
}

function row({ container, limited, reason }: FoundUse, colors: Colors): Cell[] {
  const { position, workload, name, count, current } = container;
  const value = (text: string | undefined): Cell =>
    text === undefined ? { text: "-", color: colors.dim } : { text };
  return [
    { text: String(position.line).padStart(HEADING[0]?.length ?? 0) },
    { text: `${workload.kind ?? "?"}/${workload.name ?? "?"}` },
    value(name),
    { text: String(count ?? 0) },
    value(shown(current.memory)),
    value(shown(current.threads)),
    value(shown(current.clientPriority)),
    state(limited, reason, colors),
  ];
}

function state(limited: boolean, reason: FoundUse["reason"], colors: Colors): Cell {
  if (reason !== undefined) return { text: reason, color: colors.red };
  return limited
    ? { text: "limited", color: colors.green }
    : { text: "unlimited", color: colors.yellow };
}
