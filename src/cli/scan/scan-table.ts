import type { CurrentLimits } from "../../index.ts";
import type { Colors } from "../colors.ts";
import { allowedText } from "../policies/allowed-text.ts";
import { renderTable } from "../report/table.ts";
import type { ScannedContainer } from "./scanned-input.ts";

const HEADING = ["LINE", "WORKLOAD", "CONTAINER", "GPUS", "MEMORY", "THREADS", "PRIO", "STATE"];

/** GPU containers as a table, grouped by file. */
export function renderScan(containers: readonly ScannedContainer[], colors: Colors): string {
  // A column that would be empty throughout is left out.
  const isWide = containers.some(({ allowed }) => allowed !== undefined);
  const heading = isWide
    ? HEADING.flatMap((name) => (name === "STATE" ? ["ALLOWED", name] : [name]))
    : HEADING;
  const files = new Map<string, string[][]>();
  for (const container of containers) {
    const rows = files.get(container.file);
    const row = rowOf(container, isWide);
    if (rows === undefined) files.set(container.file, [row]);
    else rows.push(row);
  }
  if (files.size === 0) return "";
  const groups = [...files].map(([title, rows]) => ({ title, rows }));
  return renderTable(heading, groups, colors, (cell, column) => {
    if (cell === "-") return colors.dim;
    if (column < heading.length - 1) return undefined;
    if (cell === "written") return colors.green;
    return cell.startsWith("not written") || cell === "unknown" ? colors.yellow : colors.red;
  });
}

function rowOf(scanned: ScannedContainer, isWide: boolean): string[] {
  const { line, kind, name, container, gpus, limits, state, skip, allowed } = scanned;
  return [
    String(line).padStart(4),
    `${kind ?? "?"}/${name ?? "?"}`,
    container ?? "-",
    String(gpus ?? "?"),
    written(limits.memory),
    written(limits.threads),
    written(limits.clientPriority),
    ...(isWide ? [allowed === undefined ? "-" : allowedText(allowed)] : []),
    skip === undefined ? state : `${state} (${skip})`,
  ];
}

/** A limit as written; in quotes if it is a text that CUDA does not read as a limit. */
function written(limit: CurrentLimits[keyof CurrentLimits]): string {
  if (limit.state === "unset") return "-";
  return limit.state === "set" ? limit.text : limit.received;
}
