import { unwrap } from "kube-mps";
import type { YamlOptions } from "kube-mps/yaml";
import { describe, expect, it } from "vitest";
import { settingsWith } from "../../../src/options/compile-options.ts";
import { YAML_OPTIONS } from "../../../src/options/yaml-options.ts";
import { newIssue } from "../../../src/result/issue.ts";
import { TextIssues } from "../../../src/yaml/text-issues.ts";

const ISSUE = newIssue("gpu/quantity", ["spec"], "wrong");
const WARNING = newIssue("yaml/duplicate-key", [], "twice");
const ABOUT_LIMITS = newIssue("config/unknown-key", ["x"], "unknown key");

function issuesFor(options?: YamlOptions): TextIssues {
  return new TextIssues(unwrap(settingsWith(options, YAML_OPTIONS)).own);
}

describe("TextIssues", () => {
  it("returns the value with the warnings if there are no issues", () => {
    const issues = issuesFor();
    issues.add([], [WARNING]);
    expect(issues.resultOf(1)).toEqual({ ok: true, value: 1, warnings: [WARNING] });
  });

  it("returns the issues in the order of the documents", () => {
    const issues = issuesFor();
    issues.add([ISSUE], []);
    issues.add([{ ...ISSUE, path: ["x"] }], [WARNING]);
    expect(issues.resultOf(1)).toEqual({
      ok: false,
      issues: [ISSUE, { ...ISSUE, path: ["x"] }],
      warnings: [WARNING],
    });
  });

  it("returns issues as warnings if invalid documents are kept", () => {
    const issues = issuesFor({ onInvalidDocument: "keep" });
    issues.add([ISSUE], [WARNING]);
    expect(issues.resultOf(1)).toEqual({ ok: true, value: 1, warnings: [WARNING, ISSUE] });
  });

  it("collects what is about the limits once, through all results", () => {
    const issues = issuesFor();
    issues.add([], [ABOUT_LIMITS, WARNING]);
    issues.add([], [ABOUT_LIMITS, WARNING]);
    expect(issues.resultOf(1).warnings).toEqual([ABOUT_LIMITS, WARNING, WARNING]);
    issues.add([], [ABOUT_LIMITS]);
    expect(issues.resultOf(2)).toEqual({ ok: true, value: 2, warnings: [] });
  });
});
