import { formatIssue, type Issue, validateMpsConfig } from "kube-mps";
import { describe, expect, it } from "vitest";

const BARE: Issue = { code: "workload/malformed", path: [], message: "must be a list" };

describe("formatIssue", () => {
  it("renders the message and the code", () => {
    expect(formatIssue(BARE)).toBe("must be a list [workload/malformed]");
  });

  it("renders every field on one line", () => {
    const issue: Issue = {
      ...BARE,
      path: ["spec", "containers"],
      hint: "write a list",
      received: "{}",
      position: { line: 3, column: 5, offset: 40 },
    };
    expect(formatIssue(issue)).toBe(
      "3:5: spec.containers: must be a list; write a list (got {}) [workload/malformed]",
    );
  });

  it("renders an issue of validateMpsConfig", () => {
    const result = validateMpsConfig({ activeThreadPercentage: 101 });
    expect(result.ok ? [] : result.issues.map(formatIssue)).toEqual([
      "activeThreadPercentage: the thread percentage must be between 0 and 100; write a number from 1 to 99, or 100 for no limit (got 101) [threads/range]",
    ]);
  });

  it("stays on one line whatever the name of a key is", () => {
    const result = validateMpsConfig({ "a\nERROR \u001b[31mforged": 1 });
    const lines = result.ok ? [] : result.issues.map(formatIssue);
    expect(lines).toHaveLength(1);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the test looks for them
    expect(lines[0]).not.toMatch(/[\u0000-\u001f]/);
  });
});
