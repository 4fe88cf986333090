import { describe, expect, it } from "vitest";
import { factsIn } from "../../../src/result/code-area.ts";
import { LIMITS_CODES } from "../../../src/result/codes/limits.ts";
import { YAML_CODES } from "../../../src/result/codes/yaml.ts";
import type { IssueCode } from "../../../src/result/issue-code.ts";

describe("factsIn", () => {
  it("returns the facts of a code in any of several areas, with those of its area", () => {
    expect(factsIn([YAML_CODES, LIMITS_CODES], "memory/rounded")).toEqual({
      about: "limits",
      status: 422,
      severity: "warning",
      summary: "A memory limit was rounded down to a whole MiB.",
    });
  });

  it("returns nothing for a code of another area", () => {
    expect(factsIn([YAML_CODES], "memory/rounded")).toBeUndefined();
    expect(factsIn([YAML_CODES], "toString" as IssueCode)).toBeUndefined();
  });
});
