import { createColors } from "picocolors";
import { describe, expect, it } from "vitest";
import { Findings } from "../../../../src/cli/report/findings.ts";
import type { IssueCode } from "../../../../src/index.ts";

const plain = createColors(false);

const issue = (message: string, code: IssueCode = "gpu/quantity") => ({ code, path: [], message });

const docs =
  " = docs: https://github.com/kube-mps/kube-mps/blob/main/docs/errors.md#gpuquantity\n\n";

describe("Findings", () => {
  it("shows warnings alike as one, and errors one by one, last", () => {
    const findings = new Findings("text");
    for (const file of ["a", "b", "c"]) {
      findings.add("error", issue("wrong"), { file });
      findings.add("warning", issue("odd"), { file });
    }
    findings.add("warning", issue("odd in its own way"), { file: "d" });
    expect(findings.render(plain)).toBe(
      [
        `warning[gpu/quantity]: odd\n --> a\n = also: in 2 more places\n${docs}`,
        `warning[gpu/quantity]: odd in its own way\n --> d\n${docs}`,
        ...["a", "b", "c"].map((file) => `error[gpu/quantity]: wrong\n --> ${file}\n${docs}`),
      ].join(""),
    );
    expect(findings).toMatchObject({ errors: 3, warnings: 4 });
  });

  it("shows ten in full, forty on a line each, and counts the others", () => {
    const findings = new Findings("text");
    for (let index = 0; index < 60; index++) {
      findings.add("error", issue("wrong"), { file: `file-${index}` });
      findings.add("warning", issue(`odd ${index}`), { file: "a" });
    }
    const lines = findings.render(plain).split("\n");
    expect(lines.filter((line) => line.startsWith(" --> file-"))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith("file-"))).toHaveLength(40);
    expect(lines.filter((line) => line.startsWith("a: warning"))).toHaveLength(40);
    expect(lines.at(-2)).toBe("... and 20 more findings");
    expect(lines.length).toBeLessThan(200);
  });

  it("reports once what is true of every container", () => {
    const findings = new Findings("text");
    for (const file of ["a", "b"]) {
      findings.add("warning", issue("replicas", "gpu/count-is-replicas"), { file });
    }
    expect(findings.warnings).toBe(1);
  });

  it("keeps all of them for programs, without the text they are in", () => {
    const findings = new Findings("json");
    const place = { file: "a", line: 1, column: 1 };
    findings.add("warning", issue("odd"), { ...place, excerpt: { text: "text", at: 0 } });
    findings.add("warning", issue("odd"), place);
    const expected = { severity: "warning", issue: issue("odd"), place };
    expect(findings.list).toEqual([expected, expected]);
  });
});
