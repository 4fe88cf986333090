import { type Issue, type IssueCode, injectGpuConfig, validateMpsConfig } from "kube-mps";
import { statusCode } from "kube-mps/admission";
import { describe, expect, it } from "vitest";
import { CODE_AREAS, factsOf } from "../../../src/result/code-areas.ts";

const issue = (code: IssueCode): Issue => ({ code, path: [], message: "m" });

describe("statusCode", () => {
  it.each<[IssueCode, number]>([
    ["options/value", 500],
    ["limits/resolver-failed", 500],
    ["admission/malformed", 400],
    ["input/type", 400],
    ["input/unreadable", 400],
    ["yaml/syntax", 400],
    ["config/missing", 422],
    ["memory/too-small", 422],
    ["gpu/quantity", 422],
    ["workload/malformed", 422],
  ])("maps %s to %i", (code, status) => {
    expect(statusCode([issue(code)])).toBe(status);
  });

  it("maps every code as its table says", () => {
    const codes = CODE_AREAS.flatMap((area) => Object.keys(area.codes) as IssueCode[]);
    expect(codes.filter((code) => statusCode([issue(code)]) !== factsOf(code).status)).toEqual([]);
  });

  it("maps several issues to the most severe status", () => {
    expect(statusCode([issue("gpu/quantity"), issue("input/type")])).toBe(400);
    expect(statusCode([issue("input/type"), issue("options/value"), issue("env/conflict")])).toBe(
      500,
    );
  });

  it("maps the issues of a failed validation or injection", () => {
    const invalid = validateMpsConfig({});
    expect(invalid.ok || statusCode(invalid.issues)).toBe(422);
    const unread = injectGpuConfig([] as object, {});
    expect(unread.ok || statusCode(unread.issues)).toBe(400);
  });
});
