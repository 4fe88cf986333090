import { createColors } from "picocolors";
import { describe, expect, it } from "vitest";
import type { Finding, Place } from "../../../../src/cli/report/finding.ts";
import { renderFinding, renderFindingLine } from "../../../../src/cli/report/render-finding.ts";

const plain = createColors(false);

function finding(place: Place, more: Partial<Finding["issue"]> = {}): Finding {
  const issue = { code: "memory/syntax" as const, path: [], message: "this is wrong", ...more };
  return { severity: "error", issue, place };
}

/** A place at the last word of a line. */
const at = (text: string): Place => {
  const start = text.search(/\S+$/);
  return { file: "a", line: 12, column: start + 1, excerpt: { text, at: start } };
};

const docs =
  "   = docs: https://github.com/kube-mps/kube-mps/blob/main/docs/errors.md#memorysyntax\n\n";

describe("renderFinding", () => {
  it("shows what, where, and what to write", () => {
    const one = finding(at("memory: 4GB"), {
      path: ["spec", "limits"],
      received: '"4GB"',
      hint: "write 4Gi or 4G",
      suggestion: { value: "4Gi" },
    });
    expect(renderFinding(one, plain)).toBe(`error[memory/syntax]: this is wrong
   --> a:12:9
   |
12 | memory: 4GB
   |         ^^^
   + memory: 4Gi
   = at: spec.limits
   = help: write 4Gi or 4G
${docs}`);
  });

  it("shows what was found if the line does not", () => {
    const received = '"4GB"';
    const hidden = `error[memory/syntax]: this is wrong
   --> a:12:9
   |
12 | memory: *limit
   |         ^^^^^^
   = got: "4GB"
${docs}`;
    expect(renderFinding(finding(at("memory: *limit"), { received }), plain)).toBe(hidden);
    expect(renderFinding(finding({ file: "a" }, { received }), plain)).toContain('= got: "4GB"\n');
  });

  it("counts those that differ in nothing but their place", () => {
    const one = { ...finding({ file: "a" }), severity: "warning" as const };
    expect(renderFinding(one, plain, 35)).toBe(`warning[memory/syntax]: this is wrong
 --> a
 = also: in 35 more places
${docs.slice(2)}`);
    expect(renderFinding(one, plain, 1)).toContain(" = also: in 1 more place\n");
  });

  it("keeps tabs, so that the caret is below the text it points to", () => {
    const shown = renderFinding(finding(at("\t\t4GB")), plain);
    expect(shown).toContain("\n12 | \t\t4GB\n   | \t\t^^^\n");
  });

  it("names options as flags", () => {
    const shown = renderFinding(
      finding({ file: "a" }, { hint: 'set onConflict to "keep"' }),
      plain,
    );
    expect(shown).toContain('= help: set --on-conflict to "keep"\n');
  });

  it("lets no line steer the terminal", () => {
    const shown = renderFinding(finding(at("x\u001B[2J\u202E: 4GB")), plain);
    expect(shown).toContain("12 | x\uFFFD[2J\uFFFD: 4GB\n");
  });
});

describe("renderFindingLine", () => {
  it("shows the place first, as compilers do", () => {
    expect(renderFindingLine(finding(at("memory: 4GB")), plain)).toBe(
      "a:12:9: error[memory/syntax]: this is wrong\n",
    );
    expect(renderFindingLine(finding({ file: "a" }), plain, 3)).toBe(
      "a: error[memory/syntax]: this is wrong (and in 3 more)\n",
    );
  });
});
