import { describe, expect, it } from "vitest";
import { githubAnnotation } from "../../../../src/cli/report/github-annotation.ts";

const issue = { code: "gpu/quantity" as const, path: ["spec", 0], message: "100%\nwrong" };

describe("githubAnnotation", () => {
  it("is a workflow command of one line", () => {
    const place = { file: "a,b:c.yaml", line: 3, column: 5 };
    expect(
      githubAnnotation({ severity: "error", issue: { ...issue, hint: "write 1" }, place }),
    ).toBe(
      "::error file=a%2Cb%3Ac.yaml,line=3,col=5,title=gpu/quantity::spec[0]: 100%25%0Awrong; write 1\n",
    );
  });

  it("has no line if there is none, and no path if that is empty", () => {
    const finding = { severity: "warning" as const, issue: { ...issue, path: [] } };
    expect(githubAnnotation({ ...finding, place: { file: "a" } })).toBe(
      "::warning file=a,title=gpu/quantity::100%25%0Awrong\n",
    );
  });
});
