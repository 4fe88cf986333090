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
    return { limited: colors.green, unlimited: colors.yellow }[cell] ?? colors.red;
  });
}

function rowOf({ line, kind, name, container, gpus, limits, limited, reason }: ScannedContainer) {
  return [
    String(line).padStart(4),
    `${kind ?? "?"}/${name ?? "?"}`,
    container ?? "-",
    String(gpus),
    limits.memory ?? "-",
    limits.threads ?? "-",
    limits.clientPriority ?? "-",
    reason ?? (limited ? "limited" : "unlimited"),
  ];
}
