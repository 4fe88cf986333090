import type { CurrentLimits } from "../../index.ts";
import type { Colors } from "../colors.ts";
import { renderTable } from "../report/table.ts";
import type { ScannedContainer } from "./scanned-input.ts";

const HEADING = ["LINE", "WORKLOAD", "CONTAINER", "GPUS", "MEMORY", "THREADS", "PRIO", "STATE"];

/** GPU containers as a table, grouped by file. */
export function renderScan(containers: readonly ScannedContainer[], colors: Colors): string {
  const files = new Map<string, string[][]>();
  for (const container of containers) {
    const rows = files.get(container.file);
    if (rows === undefined) files.set(container.file, [rowOf(container)]);
    else rows.push(rowOf(container));
  }
  if (files.size === 0) return "";
  const groups = [...files].map(([title, rows]) => ({ title, rows }));
  return renderTable(HEADING, groups, colors, (cell, column) => {
    if (cell === "-") return colors.dim;
    if (column < HEADING.length - 1) return undefined;
    if (cell === "written") return colors.green;
    return cell.startsWith("not written") || cell === "unknown" ? colors.yellow : colors.red;
  });
}

function rowOf(scanned: ScannedContainer): string[] {
  const { line, kind, name, container, gpus, limits, state, skip } = scanned;
  return [
    String(line).padStart(4),
    `${kind ?? "?"}/${name ?? "?"}`,
    container ?? "-",
    String(gpus ?? "?"),
    written(limits.memory),
    written(limits.threads),
    written(limits.clientPriority),
    skip === undefined ? state : `${state} (${skip})`,
  ];
}

/** A limit as written; in quotes if it is a text that CUDA does not read as a limit. */
function written(limit: CurrentLimits[keyof CurrentLimits]): string {
  if (limit.state === "unset") return "-";
  return limit.state === "set" ? limit.text : limit.received;
}
