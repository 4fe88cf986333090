import { printable } from "../../result/printable.ts";
import type { Colors } from "../colors.ts";

/** Rows of cells that belong together, below a line of their own. */
export interface TableGroup {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
}

/**
 * Groups of rows below a heading, each column as wide as its widest cell. A row of one cell is a remark
 * on the row above it.
 *
 * @param colorOf - the color of a cell, if it has one
 */
export function renderTable(
  heading: readonly string[],
  groups: readonly TableGroup[],
  colors: Colors,
  colorOf: (cell: string, column: number) => ((text: string) => string) | undefined,
): string {
  const widths = heading.map(({ length }) => length);
  for (const { rows } of groups) {
    for (const row of rows) {
      if (row.length === 1) continue;
      row.forEach((cell, column) => {
        widths[column] = Math.max(widths[column] ?? 0, printable(cell).length);
      });
    }
  }
  // Padded before it is colored: colors have no width.
  const line = (cells: readonly string[], color: typeof colorOf): string => {
    if (cells.length === 1) return `  ${printable(cells.join(""))}\n`;
    const shown = cells.map((cell, column) => {
      const isLast = column === widths.length - 1;
      const padded = printable(cell).padEnd(isLast ? 0 : (widths[column] ?? 0));
      return color(cell, column)?.(padded) ?? padded;
    });
    return `  ${shown.join("  ")}\n`;
  };
  const bodies = groups.map(({ title, rows }) => {
    const lines = rows.map((row) => line(row, colorOf));
    return `${colors.bold(printable(title))}\n${lines.join("")}`;
  });
  return line(heading, () => colors.dim) + bodies.join("");
}
