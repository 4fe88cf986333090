import { createColors } from "picocolors";
import { describe, expect, it } from "vitest";
import { renderTable } from "../../../../src/cli/report/table.ts";

const groups = [
  { title: "a.yaml", rows: [["1", "short", "yes"]] },
  { title: "b\n.yaml", rows: [["12", "rather long", "no\u001B[2J"]] },
];

describe("renderTable", () => {
  it("makes each column as wide as its widest cell, and steers no terminal", () => {
    const table = renderTable(["N", "NAME", "OK"], groups, createColors(false), () => undefined);
    expect(table).toBe(
      [
        "  N   NAME         OK",
        "a.yaml",
        "  1   short        yes",
        "b\\n.yaml",
        "  12  rather long  no\\u001b[2J",
        "",
      ].join("\n"),
    );
  });

  it("colors cells after padding", () => {
    const colors = createColors(true);
    const [first] = groups;
    const table = renderTable(["N", "NAME", "OK"], first ? [first] : [], colors, (cell, column) =>
      column === 1 && cell === "short" ? colors.red : undefined,
    );
    expect(table).toBe(
      [
        "  \u001B[2mN\u001B[22m  \u001B[2mNAME \u001B[22m  \u001B[2mOK\u001B[22m",
        "\u001B[1ma.yaml\u001B[22m",
        "  1  \u001B[31mshort\u001B[39m  yes",
        "",
      ].join("\n"),
    );
  });
});
