import { describe, expect, it } from "vitest";
import { newIssue } from "../../../src/result/issue.ts";

describe("newIssue", () => {
  it("has the fields that are given, and no others", () => {
    expect(newIssue("input/type", ["a", 0], "must be an object")).toStrictEqual({
      code: "input/type",
      path: ["a", 0],
      message: "must be an object",
    });
    expect(newIssue("input/type", [], "must be an object", "write {}", 5)).toStrictEqual({
      code: "input/type",
      path: [],
      message: "must be an object",
      hint: "write {}",
      received: "5",
    });
  });

  it("renders the value that was received, undefined included", () => {
    expect(newIssue("input/type", [], "must be an object", undefined, undefined)).toStrictEqual({
      code: "input/type",
      path: [],
      message: "must be an object",
      received: "undefined",
    });
  });
});
