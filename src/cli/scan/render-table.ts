import { printable } from "../../result/printable.ts";
import type { Colors } from "../colors.ts";

/** A cell, and how it is coloured: after padding, since colours have no width. */
export interface Cell {
  readonly text: string;
  readonly color?: (text: string) => string;
}

/** TokenTable that belong together, below a line of their own. */
export interface TableGroup {
  readonly title: string;
  readonly rows: readonly (readonly Cell[])[];
}

/** Groups of rows below a heading, each column as wide as its widest cell. */
export function renderTable(
  heading: readonly string[],
  groups: readonly TableGroup[],
  colors: Colors,
): string {
  const widths = heading.map((title, column) =>
    groups
      .flatMap(({ rows }) => rows)
      .reduce(
        (most, row) => Math.max(most, printable(row[column]?.text ?? "").length),
        title.length,
      ),
  );
  const line = (cells: readonly Cell[]) => `  ${cells.map(paddedTo(widths)).join("  ")}\n`;
  const head = line(heading.map((text) => ({ text, color: colors.dim })));
  const bodies = groups.map(
    ({ title, rows }) => `${colors.bold(printable(title))}\n${rows.map(line).join("")}`,
  );
  return head + bodies.join("");
}

function paddedTo(widths: readonly number[]) {
  return ({ text, color }: Cell, column: number): string => {
    const isLast = column === widths.length - 1;
    const shown = printable(text);
    const padded = isLast ? shown : shown.padEnd(widths[column] ?? 0);
    return color === undefined ? padded : color(padded);
  };
}
