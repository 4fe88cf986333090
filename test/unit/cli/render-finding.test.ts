import { createColors } from "picocolors";
import { describe, expect, it } from "vitest";
import type { Finding, Place } from "../../../src/cli/report/finding.ts";
import { renderFinding } from "../../../src/cli/report/render-finding.ts";
import { suggestedLine } from "../../../src/cli/report/suggested-line.ts";

const plain = createColors(false);

function finding(place: Place, hint?: string, received?: string): Finding {
  const issue = {
    code: "memory/syntax" as const,
    path: ["spec"],
    message: "this is wrong",
    ...(hint === undefined ? {} : { hint }),
    ...(received === undefined ? {} : { received }),
  };
  return { severity: "error", issue, place };
}

describe("renderFinding", () => {
  it("shows what was found where there is no line, or another than what was found", () => {
    const got = '= got: "4GB"';
    expect(renderFinding(finding({ file: "a" }, undefined, '"4GB"'), plain)).toContain(got);
    const elsewhere = { file: "a", line: 1, column: 1, text: "memory: *limit" };
    expect(renderFinding(finding(elsewhere, undefined, '"4GB"'), plain)).toContain(got);
    const there = { ...elsewhere, text: "memory: 4GB" };
    expect(renderFinding(finding(there, undefined, '"4GB"'), plain)).not.toContain("got");
  });

  it("shows a hundred characters of a line, around the place", () => {
    const text = `${"a ".repeat(5000)}"4GB"${" b".repeat(5000)}`;
    const shown = renderFinding(finding({ file: "a", line: 7, column: 10_001, text }), plain);
    const [, , , source = "", caret = ""] = shown.split("\n");
    expect(source.length).toBeLessThanOrEqual(104);
    expect(source.slice(caret.indexOf("^"), caret.lastIndexOf("^") + 1)).toBe('"4GB"');
  });

  it("keeps tabs, so that the caret stands where the text does", () => {
    const shown = renderFinding(finding({ file: "a", line: 1, column: 3, text: "\t\t4GB" }), plain);
    expect(shown).toContain("\n1 | \t\t4GB\n  | \t\t^^^\n");
  });
});

describe("suggestedLine", () => {
  it.each([
    ["memory: 4GB", 9, "write 4Gi or 4G", "memory: 4Gi"],
    ['{"memory":"4GB"}', 11, "write 4Gi or 4G", '{"memory":"4Gi"}'],
    ["memory: '4GB' # at most", 9, "write 4Gi or 4G", "memory: 4Gi # at most"],
    ['threads: "80"', 10, "write 80 without quotes", "threads: 80"],
    ["memory: 100M", 9, 'write "512Mi" or more', 'memory: "512Mi"'],
    ["thread: 5", 1, "did you mean threads?", "threads: 5"],
    ['{"thread": 5}', 2, "did you mean threads?", '{"threads": 5}'],
    ["thread: 5", 1, "the keys are threads", undefined],
    ["thread: 5", 1, "write bytes, or a quantity", undefined],
    ["thread: 5", 1, undefined, undefined],
  ])("%s at %i: %s", (text, column, hint, expected) => {
    expect(suggestedLine(finding({ file: "a", line: 1, column, text }, hint))).toBe(expected);
  });
});
