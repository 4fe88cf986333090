import { describe, expect, it } from "vitest";
import { suggestedLine } from "../../../../src/cli/report/suggested-line.ts";

describe("suggestedLine", () => {
  it.each([
    ["memory: 4GB", 8, "write 4Gi or 4G", "memory: 4Gi"],
    ['{"memory":"4GB"}', 10, "write 4Gi or 4G", '{"memory":"4Gi"}'],
    ["memory: '4GB' # at most", 8, "write 4Gi or 4G", "memory: 4Gi # at most"],
    ['threads: "80"', 9, "write 80 without quotes", "threads: 80"],
    ["memory: 100M", 8, 'write "512Mi" or more', 'memory: "512Mi"'],
    ["thread: 5", 0, "did you mean threads?", "threads: 5"],
    ['{"thread": 5}', 1, "did you mean threads?", '{"threads": 5}'],
    ["nvidia.com/gpu: x", 0, 'write "1"', undefined],
    ["thread: 5", 0, "the keys are threads", undefined],
    ["thread: 5", 0, "write bytes, or a quantity", undefined],
    ["thread: 5", 0, undefined, undefined],
  ])("%s at %i: %s", (text, at, hint, expected) => {
    const issue = {
      code: "memory/syntax" as const,
      path: ["spec"],
      message: "this is wrong",
      ...(hint === undefined ? {} : { hint }),
    };
    const place = { file: "a", line: 1, column: at + 1, excerpt: { text, at } };
    expect(suggestedLine({ severity: "error", issue, place })).toBe(expected);
  });

  it("has no quotes on a command line", () => {
    const issue = { code: "memory/syntax" as const, path: [], message: "", hint: 'write "512Mi"' };
    const place = { file: "command line", excerpt: { text: "--memory 100M", at: 9 } };
    expect(suggestedLine({ severity: "error", issue, place })).toBe("--memory 512Mi");
  });
});
