import { describe, expect, it } from "vitest";
import { suggestedLine } from "../../../../src/cli/report/suggested-line.ts";
import type { Suggestion } from "../../../../src/result/issue.ts";

const issue = { code: "memory/syntax" as const, path: ["spec"], message: "this is wrong" };

describe("suggestedLine", () => {
  it.each<[string, number, Suggestion, string | undefined]>([
    ["memory: 4GB", 8, { value: "4Gi" }, "memory: 4Gi"],
    ['{"memory":"4GB"}', 10, { value: "4Gi" }, '{"memory":"4Gi"}'],
    ["memory: '4GB' # at most", 8, { value: "4Gi" }, "memory: 4Gi # at most"],
    ['threads: "80"', 9, { value: 80 }, "threads: 80"],
    ["threads: 80", 9, { value: "80" }, 'threads: "80"'],
    ["thread: 5", 0, { key: "threads" }, "threads: 5"],
    ['{"thread": 5}', 1, { key: "threads" }, '{"threads": 5}'],
    ["thread: 5", 8, { text: "6" }, 'thread: "6"'],
    ["nvidia.com/gpu: x", 0, { value: "1" }, undefined],
    ["memory: {}", 8, { value: { "0": "4Gi" } }, undefined],
  ])("%s at %i: %j", (text, at, suggestion, expected) => {
    const place = { file: "a", line: 1, column: at + 1, excerpt: { text, at } };
    expect(suggestedLine({ severity: "error", issue: { ...issue, suggestion }, place })).toBe(
      expected,
    );
  });

  it("has no quotes on a command line", () => {
    const place = { file: "command line", excerpt: { text: "--memory 100M", at: 9 } };
    const suggestion = { value: "512Mi" };
    expect(suggestedLine({ severity: "error", issue: { ...issue, suggestion }, place })).toBe(
      "--memory 512Mi",
    );
  });

  it("needs a suggestion and a line", () => {
    const place = { file: "a", line: 1, column: 1, excerpt: { text: "a: 1", at: 0 } };
    expect(suggestedLine({ severity: "error", issue, place })).toBeUndefined();
    const suggestion = { key: "b" };
    expect(
      suggestedLine({ severity: "error", issue: { ...issue, suggestion }, place: { file: "a" } }),
    ).toBeUndefined();
  });
});
